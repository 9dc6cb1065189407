// A page -> one isolated JavaScript world for each of its frames: our code sees the DOM the page
// made, and the page cannot see or change our code (CDP Page.createIsolatedWorld).
import type { BrowserContext, CDPSession, Page } from 'playwright';

export interface FrameWorld {
  readonly url: string;
  readonly isMain: boolean;
  /** False when the frame's own element is not shown in the document around it. */
  readonly isShown: boolean;
  evaluate(expression: string): Promise<unknown>;
}

/** Frames past this many are advertising or an attack. */
const MAX_FRAMES = 60;

interface FrameTree {
  readonly frame: { readonly id: string; readonly url: string; readonly parentId?: string };
  readonly childFrames?: readonly FrameTree[];
}

/** The main frame's world alone: enough while a page is still loading. */
export async function openMainWorld(context: BrowserContext, page: Page): Promise<FrameWorld> {
  const session = await context.newCDPSession(page);
  const { frameTree } = (await session.send('Page.getFrameTree')) as { frameTree: FrameTree };
  return openWorld(session, frameTree.frame.id, frameTree.frame.url, true, true);
}

/** Worlds of all frames, the main one first; a frame that is gone meanwhile is left out. */
export async function openFrameWorlds(
  context: BrowserContext,
  page: Page,
): Promise<readonly FrameWorld[]> {
  const main = await context.newCDPSession(page);
  const sessions = [main];
  for (const frame of page.frames().slice(1, MAX_FRAMES)) {
    // Only a frame in a process of its own has a session; the others live in their parent's.
    const session = await context.newCDPSession(frame).catch(() => null);
    if (session !== null) sessions.push(session);
  }
  const worlds: FrameWorld[] = [];
  const seen = new Set<string>();
  for (const session of sessions) {
    const tree = (await session.send('Page.getFrameTree').catch(() => null)) as {
      frameTree: FrameTree;
    } | null;
    if (tree === null) continue;
    for (const { frame } of flatten(tree.frameTree)) {
      if (seen.has(frame.id) || worlds.length >= MAX_FRAMES) continue;
      seen.add(frame.id);
      const isMain = worlds.length === 0;
      const isShown = isMain || (await isFrameShown(sessions, frame.id));
      const world = await openWorld(session, frame.id, frame.url, isMain, isShown).catch(
        () => null,
      );
      if (world !== null) worlds.push(world);
    }
  }
  return worlds;
}

async function openWorld(
  session: CDPSession,
  frameId: string,
  url: string,
  isMain: boolean,
  isShown: boolean,
): Promise<FrameWorld> {
  const { executionContextId } = await session.send('Page.createIsolatedWorld', {
    frameId,
    worldName: 'vestige',
  });
  return {
    url,
    isMain,
    isShown,
    async evaluate(expression) {
      const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
        expression,
        contextId: executionContextId,
        awaitPromise: true,
        returnByValue: true,
      });
      if (exceptionDetails !== undefined) {
        throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
      }
      return result.value as unknown;
    },
  };
}

/** Asks whichever session holds the document around the frame. */
async function isFrameShown(sessions: readonly CDPSession[], frameId: string): Promise<boolean> {
  for (const session of sessions) {
    try {
      const { backendNodeId } = await session.send('DOM.getFrameOwner', { frameId });
      const { object } = await session.send('DOM.resolveNode', { backendNodeId });
      if (object.objectId === undefined) continue;
      const { result } = await session.send('Runtime.callFunctionOn', {
        objectId: object.objectId,
        returnByValue: true,
        functionDeclaration:
          'function () { const box = this.getBoundingClientRect(); return box.width > 1 && box.height > 1 && box.right + scrollX > 0 && box.bottom + scrollY > 0 && this.checkVisibility({ opacityProperty: true, visibilityProperty: true }); }',
      });
      return result.value === true;
    } catch {
      // Not this session's frame.
    }
  }
  return true;
}

function flatten(tree: FrameTree): readonly FrameTree[] {
  return [tree, ...(tree.childFrames ?? []).flatMap(flatten)];
}
