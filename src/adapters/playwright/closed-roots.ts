// Elements that may hide a shadow root from scripts -> those roots, had from the browser itself: it
// knows them (CDP DOM.describeNode), and gives them to our own world only.
import type { CDPSession } from 'playwright';
import { sealedHostsFunction } from '../../capture/read-page.js';
import type { FrameWorld } from './frame-worlds.js';

/** Hosts asked about, one question each. */
const MAX_HOSTS = 200;
/** Roots within roots. */
const MAX_DEPTH = 4;

/** Object ids of the closed shadow roots of a frame's document, outer ones first. */
export async function findClosedRoots(world: FrameWorld): Promise<readonly string[]> {
  const roots: string[] = [];
  for (let depth = 0; depth < MAX_DEPTH; depth += 1) {
    const hosts = await hostsOf(world, roots);
    const found = await Promise.all(hosts.map((host) => closedRootsOf(world, host)));
    const fresh = found.flat();
    if (fresh.length === 0) break;
    roots.push(...fresh);
  }
  return roots;
}

async function hostsOf(
  { session, contextId }: FrameWorld,
  roots: readonly string[],
): Promise<readonly string[]> {
  const { result } = await session.send('Runtime.callFunctionOn', {
    functionDeclaration: sealedHostsFunction(MAX_HOSTS),
    executionContextId: contextId,
    arguments: roots.map((objectId) => ({ objectId })),
  });
  if (result.objectId === undefined) return [];
  const listed = await session.send('Runtime.getProperties', {
    objectId: result.objectId,
    ownProperties: true,
  });
  return listed.result.flatMap(({ name, value }) =>
    /^\d+$/.test(name) && value?.objectId !== undefined ? [value.objectId] : [],
  );
}

async function closedRootsOf(
  { session, contextId }: FrameWorld,
  objectId: string,
): Promise<readonly string[]> {
  const { node } = await session.send('DOM.describeNode', { objectId, depth: 1 });
  const closed = (node.shadowRoots ?? []).filter((root) => root.shadowRootType === 'closed');
  const resolved = closed.map((root) => resolve(session, root.backendNodeId, contextId));
  return (await Promise.all(resolved)).filter((id) => id !== null);
}

async function resolve(
  session: CDPSession,
  backendNodeId: number,
  executionContextId: number,
): Promise<string | null> {
  const { object } = await session.send('DOM.resolveNode', { backendNodeId, executionContextId });
  return object.objectId ?? null;
}
