// A page -> one isolated JavaScript world for each of its frames: our code sees the DOM the page
// made, and the page cannot see or change our code (CDP Page.createIsolatedWorld).
import type { BrowserContext, CDPSession, Page } from 'playwright';
import type { Clock } from '../../ports/clock.js';
import { within } from './deadline.js';

export interface FrameWorld {
  readonly url: string;
  readonly session: CDPSession;
  readonly contextId: number;
  /** False when the frame's own element, or one around it, is not shown. */
  readonly isShown: boolean;
  evaluate(expression: string): Promise<unknown>;
  /** Calls a function with objects of the browser's as its arguments. */
  call(declaration: string, objectIds: readonly string[]): Promise<unknown>;
}

export interface PageWorlds {
  readonly session: CDPSession;
  /** Of the main frame's document as it is now: enough while a page is still loading. */
  main(): Promise<FrameWorld>;
  /** Of the frames in the page; one that is gone meanwhile is left out. */
  frames(): Promise<readonly FrameWorld[]>;
  /** Ends what the page's scripts are at, and lets none begin; resolves false when they go on. */
  stopScripts(clock: Clock, maxMs: number): Promise<boolean>;
}

/** Frames past this many are advertising or an attack. */
const MAX_FRAMES = 60;

interface FrameTree {
  readonly frame: { readonly id: string; readonly url: string; readonly parentId?: string };
  readonly childFrames?: readonly FrameTree[];
}

interface KnownFrame {
  readonly id: string;
  readonly url: string;
  readonly parentId: string | null;
  readonly session: CDPSession;
}

/** One session for the whole visit. */
export async function openPageWorlds(context: BrowserContext, page: Page): Promise<PageWorlds> {
  const session = await context.newCDPSession(page);
  const { frameTree } = (await session.send('Page.getFrameTree')) as { frameTree: FrameTree };
  const mainId = frameTree.frame.id;
  return {
    session,
    main: () => openWorld(session, mainId, page.url(), true),
    async frames() {
      const known = await findFrames(context, page, session);
      const sessions = [...new Set(known.map((frame) => frame.session))];
      const shown = new Map<string, Promise<boolean>>([[mainId, Promise.resolve(true)]]);
      for (const { id, parentId } of known) {
        const around = shown.get(parentId ?? mainId) ?? Promise.resolve(true);
        const own = shown.get(id) ?? isFrameShown(sessions, id);
        shown.set(
          id,
          own.then(async (isShown) => isShown && (await around)),
        );
      }
      const worlds = known.slice(1).map(async (frame) => {
        const isShown = (await shown.get(frame.id)) ?? true;
        return openWorld(frame.session, frame.id, frame.url, isShown).catch(() => null);
      });
      return (await Promise.all(worlds)).filter((world) => world !== null);
    },
    async stopScripts(clock, maxMs) {
      const endsAtMs = performance.now() + maxMs;
      const ignore = (): void => {};
      session.send('Emulation.setScriptExecutionDisabled', { value: true }).catch(ignore);
      while (performance.now() < endsAtMs) {
        // Each ends one run of a script; the next may have begun before the switch was off.
        session.send('Runtime.terminateExecution').catch(ignore);
        const asked = session.send('Runtime.evaluate', { expression: '1' });
        if ((await within(clock, 250, asked)) !== null) return true;
        await clock.sleep(50);
      }
      return false;
    },
  };
}

/** The main frame first, those around before those within. */
async function findFrames(
  context: BrowserContext,
  page: Page,
  main: CDPSession,
): Promise<readonly KnownFrame[]> {
  const known: KnownFrame[] = [];
  const seen = new Set<string>();
  const look = async (session: CDPSession): Promise<void> => {
    const tree = (await session.send('Page.getFrameTree').catch(() => null)) as {
      frameTree: FrameTree;
    } | null;
    for (const { frame } of tree === null ? [] : flatten(tree.frameTree)) {
      if (seen.has(frame.id) || known.length >= MAX_FRAMES) continue;
      seen.add(frame.id);
      const { id, url, parentId = null } = frame;
      known.push({ id, url, parentId, session });
    }
  };
  await look(main);
  const all = page.frames();
  if (known.length >= all.length) return known;
  for (const frame of all.slice(1, MAX_FRAMES)) {
    // Only a frame in a process of its own has a session; the others live in their parent's.
    const session = await context.newCDPSession(frame).catch(() => null);
    if (session !== null) await look(session);
  }
  return known;
}

async function openWorld(
  session: CDPSession,
  frameId: string,
  url: string,
  isShown: boolean,
): Promise<FrameWorld> {
  // The same name gives the same world again, as long as the document stays.
  const { executionContextId: contextId } = await session.send('Page.createIsolatedWorld', {
    frameId,
    worldName: 'vestige',
  });
  const how = { awaitPromise: true, returnByValue: true };
  return {
    url,
    session,
    contextId,
    isShown,
    async evaluate(expression) {
      const ran = await session.send('Runtime.evaluate', { ...how, expression, contextId });
      return answerOf(ran);
    },
    async call(functionDeclaration, objectIds) {
      const ran = await session.send('Runtime.callFunctionOn', {
        ...how,
        functionDeclaration,
        executionContextId: contextId,
        arguments: objectIds.map((objectId) => ({ objectId })),
      });
      return answerOf(ran);
    },
  };
}

interface Ran {
  readonly result: { readonly value?: unknown };
  readonly exceptionDetails?: {
    readonly text: string;
    readonly exception?: { readonly description?: string };
  };
}

function answerOf({ result, exceptionDetails }: Ran): unknown {
  if (exceptionDetails === undefined) return result.value;
  throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
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
