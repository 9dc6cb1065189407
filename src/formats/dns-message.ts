// DNS messages (RFC 1035 §4, EDNS: RFC 6891, DNSSEC: RFC 4034) <-> values; answers are hostile bytes.
import {
  type DecodedPacket,
  DNSSEC_OK,
  decode,
  encode,
  RECURSION_DESIRED,
  type Answer as WireAnswer,
} from 'dns-packet';
import type { LookupType } from '../model/lookup.js';

/** Larger answers come over TCP: what passes any network without fragments (DNS flag day 2020). */
const UDP_PAYLOAD_BYTES = 1232;
/** RFC 1035 §2.3.4. */
const MAX_NAME_LENGTH = 253;

export interface DnsRecord {
  /** Small letters, no final dot; `.` is the root. */
  readonly name: string;
  /** `A`, or `UNKNOWN_65` where the type has no name here. */
  readonly type: string;
  /** An address or a name as text; null for all else. */
  readonly value: string | null;
}

export interface DnsMessage {
  readonly id: number;
  /** `NOERROR`, `NXDOMAIN`, … (RFC 1035 §4.1.1). */
  readonly code: string;
  readonly isAnswer: boolean;
  readonly isTruncated: boolean;
  readonly isAuthentic: boolean;
  readonly question: { readonly name: string; readonly type: string } | null;
  readonly answers: readonly DnsRecord[];
  readonly authorities: readonly DnsRecord[];
  /** Zones that signed something in it. */
  readonly signers: readonly string[];
}

/** A question to a resolver, with a request for signatures. @throws RangeError for what is no name */
export function writeDnsQuestion(id: number, name: string, type: LookupType): Uint8Array {
  if (!isDnsName(name)) throw new RangeError(`${name} is not a name of DNS`);
  return encode({
    type: 'query',
    id,
    flags: RECURSION_DESIRED,
    questions: [{ name, type, class: 'IN' }],
    additionals: [
      {
        ...{ type: 'OPT', name: '.', udpPayloadSize: UDP_PAYLOAD_BYTES, flags: DNSSEC_OK },
        ...{ extendedRcode: 0, ednsVersion: 0, flag_do: true, options: [] },
      },
    ],
  });
}

/** Whether a name can be asked of DNS: labels of 1 to 63 characters; `.` is the root. */
export function isDnsName(name: string): boolean {
  if (name === '.') return true;
  return name.length <= MAX_NAME_LENGTH && /^[!-~]+$/.test(name) && name.split('.').every(isLabel);
}

function isLabel(label: string): boolean {
  return label.length > 0 && label.length < 64;
}

/** Reads a message. @throws SyntaxError when it is none */
export function readDnsMessage(bytes: Uint8Array): DnsMessage {
  let packet: DecodedPacket;
  try {
    packet = decode(Buffer.from(bytes));
  } catch (cause) {
    throw new SyntaxError('not a DNS message', { cause });
  }
  const { questions = [], answers = [], authorities = [] } = packet;
  const [question] = questions;
  return {
    id: packet.id ?? 0,
    code: codeOf(packet),
    isAnswer: packet.flag_qr,
    isTruncated: packet.flag_tc,
    isAuthentic: packet.flag_ad,
    question:
      question === undefined || questions.length > 1
        ? null
        : { name: plain(question.name), type: question.type },
    answers: answers.map(recordOf),
    authorities: authorities.map(recordOf),
    signers: [...new Set([...answers, ...authorities].flatMap(signerOf))],
  };
}

/** Whether a message answers a question: same id, same name and type. */
export function isAnswerTo(answer: DnsMessage, query: DnsMessage): boolean {
  const { id, isAnswer, question } = answer;
  if (!isAnswer || id !== query.id) return false;
  // RFC 1035 §4.1.1: a server that cannot read the question need not repeat it.
  if (question === null) return answer.code === 'FORMERR';
  return question.name === query.question?.name && question.type === query.question.type;
}

function codeOf(packet: DecodedPacket): string {
  const { rcode } = packet as { readonly rcode?: unknown };
  return typeof rcode === 'string' ? rcode : 'UNKNOWN';
}

function recordOf(answer: WireAnswer): DnsRecord {
  const data: unknown = 'data' in answer ? answer.data : null;
  const value = typeof data === 'string' ? (isNaming(answer.type) ? plain(data) : data) : null;
  return { name: plain(answer.name), type: answer.type, value };
}

function isNaming(type: string): boolean {
  return type === 'NS' || type === 'CNAME' || type === 'DNAME';
}

function signerOf(answer: WireAnswer): string[] {
  return answer.type === 'RRSIG' ? [plain(answer.data.signersName)] : [];
}

/** A name in the form it is compared in. */
function plain(name: string): string {
  return name === '.' ? name : name.toLowerCase().replace(/\.$/, '');
}
