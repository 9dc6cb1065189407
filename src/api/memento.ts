// /timemap/link/URL, /timegate/URL, /memento/TIME/URL: captures as mementos (RFC 7089), behind the
// same sign-in as everything.
import { z } from 'zod';
import type { Archive, Memento } from '../archive.js';
import { VestigeError } from '../errors.js';
import { headerOf } from '../formats/warc.js';
import { type Instant, instantOf, msOf } from '../model/instant.js';
import type { App, Parts } from './app.js';
import { bytes } from './openapi.js';

const tags = ['memento'];
const LINK_FORMAT = 'application/link-format';
/** RFC 7089 §2.1.1: a date of RFC 1123, in GMT. */
const HTTP_DATE = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;
/** Types told as they came: none of them can run as a script or a style of the dashboard. */
const SAFE_TYPE =
  /^(text\/(html|plain)|application\/(xhtml\+xml|pdf)|image\/(png|jpeg|gif|webp))(; ?charset=[\w-]+)?$/i;
const CODINGS = /^(gzip|x-gzip|deflate|br|zstd)$/i;

const byUrl = z.object({ '*': z.string() });
const described = (description: string) =>
  `${description} The address stands in the path as it is, or percent-encoded.`;

/** Adds the routes of RFC 7089. */
export function addMementoRoutes(app: App, archive: Archive, { noteAct }: Parts): void {
  const headers = z.looseObject({ 'accept-datetime': z.string().regex(HTTP_DATE).optional() });
  app.get(
    '/timemap/link/*',
    {
      config: { needs: 'read' },
      schema: {
        tags,
        description: described('Every capture of an address that brought an answer.'),
        params: byUrl,
        response: { 200: bytes('A TimeMap.', LINK_FORMAT) },
      },
    },
    async ({ url, protocol, host }, reply) => {
      const wanted = urlIn(url, '/timemap/link/');
      const { original, mementos } = await find(archive, wanted);
      const links = linksOf(`${protocol}://${host}`, original);
      return reply.type(LINK_FORMAT).send(writeTimeMap(links, mementos));
    },
  );
  app.get(
    '/timegate/*',
    {
      config: { needs: 'read' },
      schema: {
        tags,
        description: described('Leads to the capture closest to `Accept-Datetime`, or the newest.'),
        params: byUrl,
        headers,
        response: { 302: z.null() },
      },
    },
    async ({ url, protocol, host, headers: { 'accept-datetime': date } }, reply) => {
      reply.header('vary', 'accept-datetime');
      const wanted = urlIn(url, '/timegate/');
      const at = date === undefined ? LATEST : instantOf(Date.parse(date));
      const { original, mementos } = await find(archive, wanted);
      const links = linksOf(`${protocol}://${host}`, original);
      const { time } = nearest(mementos, at);
      return reply.header('link', relations(links)).redirect(links.memento(time), 302);
    },
  );
  app.get(
    '/memento/:time/*',
    {
      config: { needs: 'read' },
      schema: {
        tags,
        description: described(
          'The answer as it was archived, with its status; a time at which nothing was captured leads to the closest one.',
        ),
        params: byUrl.extend({ time: z.string().regex(/^\d{4}(\d\d){0,5}(\d{3})?$/) }),
        response: {
          200: bytes('The archived bytes.', 'text/html', 'application/octet-stream'),
          302: z.null(),
        },
      },
    },
    async (request, reply) => {
      const { url, params, protocol, host } = request;
      const wanted = urlIn(url, `/memento/${params.time}/`);
      const { original, mementos } = await find(archive, wanted);
      const links = linksOf(`${protocol}://${host}`, original);
      const found = mementos.find(({ time }) => time === params.time);
      if (found === undefined) {
        const { time } = nearest(mementos, atOf(params.time));
        return reply.redirect(links.memento(time), 302);
      }
      const { capture, manifest } = await archive.getCapture(found.capture);
      const main = manifest.exchanges[manifest.mainExchange ?? -1];
      if (capture.files.html === null || main === undefined) throw nothingOf(wanted);
      const body = await archive.readBlob(capture.files.html);
      await noteAct(request, 'original-viewed', `${capture.id}/html`);
      const head = main.responseHead ?? '';
      const type = headerOf(head, 'content-type') ?? '';
      const coding = headerOf(head, 'content-encoding') ?? '';
      return (
        reply
          // Of whatever status the answer had; the document names the one that is usual.
          .code((capture.status !== null && capture.status >= 400 ? capture.status : 200) as 200)
          .type(SAFE_TYPE.test(type) ? type : 'application/octet-stream')
          .headers({
            'memento-datetime': httpDate(found.at),
            link: relations(links),
            'content-security-policy': "sandbox; default-src 'none'",
            'content-disposition': `attachment; filename="${capture.id}.html.bin"`,
            ...(CODINGS.test(coding) ? { 'content-encoding': coding } : {}),
          })
          .send(body)
      );
    },
  );
}

/** Later than any capture. */
const LATEST: Instant = '9999-12-31T23:59:59.999Z';

/** @throws INPUT_INVALID */
function urlIn(path: string, prefix: string): string {
  const rest = path.slice(prefix.length);
  const url = /^https?%3a/i.test(rest) ? decodeURIComponent(rest) : rest;
  // What stands between us and the browser may have made one slash of two.
  const whole = url.replace(/^(https?:)\/(?!\/)/i, '$1//');
  if (!/^https?:\/\//i.test(whole)) {
    throw new VestigeError('URL_INVALID', `"${url}" is no http or https address.`);
  }
  return whole;
}

/** `2026`, `20261121`, `20261121160000` or with milliseconds -> the beginning of it. */
function atOf(time: string): Instant {
  const [, year, month = '01', day = '01', hour = '00', minute = '00', second = '00', ms = '000'] =
    /^(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d{3})?$/.exec(time) ?? [];
  const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}.${ms}Z`);
  if (Number.isNaN(at)) throw new VestigeError('INPUT_INVALID', `${time} is no time.`);
  return instantOf(at);
}

interface TimedMemento extends Memento {
  /** Fourteen digits, as is usual; seventeen for what began in the same second as the one before it. */
  readonly time: string;
}

/** What the archive has of an address, oldest first. @throws URL_INVALID, NOTHING_THERE */
async function find(archive: Archive, url: string) {
  const { url: original, mementos } = await archive.listMementos(url);
  if (mementos.length === 0) throw nothingOf(url);
  const timed = mementos.map((one, place): TimedMemento => {
    const digits = one.at.replace(/\D/g, '');
    const isSameSecond = mementos[place - 1]?.at.startsWith(one.at.slice(0, 19)) === true;
    return { ...one, time: isSameSecond ? digits : digits.slice(0, 14) };
  });
  return { original, mementos: timed };
}

/** The closest in time, the earlier of two as close. */
function nearest(mementos: readonly TimedMemento[], at: Instant): TimedMemento {
  const farMs = (one: TimedMemento) => Math.abs(msOf(one.at) - msOf(at));
  return mementos.reduce((best, one) => (farMs(one) < farMs(best) ? one : best));
}

function nothingOf(url: string): VestigeError {
  return new VestigeError('NOTHING_THERE', `The archive holds no answer of ${url}.`);
}

interface Links {
  readonly original: string;
  readonly timegate: string;
  readonly timemap: string;
  memento(time: string): string;
}

function linksOf(origin: string, original: string): Links {
  return {
    original,
    timegate: `${origin}/timegate/${original}`,
    timemap: `${origin}/timemap/link/${original}`,
    memento: (time) => `${origin}/memento/${time}/${original}`,
  };
}

function relations({ original, timegate, timemap }: Links): string {
  return `<${original}>; rel="original", <${timegate}>; rel="timegate", <${timemap}>; rel="timemap"; type="${LINK_FORMAT}"`;
}

function writeTimeMap(links: Links, mementos: readonly TimedMemento[]): string {
  const last = mementos.length - 1;
  const [from, until] = [mementos[0], mementos[last]].map((one) => httpDate(one?.at ?? ''));
  const lines = mementos.map(({ at, time }, place) => {
    const ends = [place === 0 ? 'first' : '', place === last ? 'last' : '', 'memento'];
    const rel = ends.filter((end) => end !== '').join(' ');
    return `<${links.memento(time)}>; rel="${rel}"; datetime="${httpDate(at)}"`;
  });
  return `${[
    `<${links.original}>; rel="original"`,
    `<${links.timemap}>; rel="self"; type="${LINK_FORMAT}"; from="${from}"; until="${until}"`,
    `<${links.timegate}>; rel="timegate"`,
    ...lines,
  ].join(',\n')}\n`;
}

function httpDate(at: Instant): string {
  return new Date(at).toUTCString();
}
