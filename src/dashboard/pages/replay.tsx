// The captured page in a frame of another origin, shut in (docs/decisions/0005-replay-apart.md).
import { useEffect, useState } from 'preact/hooks';
import { ask } from '../api.js';
import { language, t } from '../parts.js';

export function Replay({ id }: { id: string }) {
  const [url, setUrl] = useState<string | Error | null>(null);
  useEffect(() => {
    setUrl(null);
    let isWanted = true;
    ask<{ url: string }>(`captures/${id}/replay`, 'POST', { language: language() })
      .then((shown) => isWanted && setUrl(shown.url))
      .catch((error: Error) => isWanted && setUrl(error));
    return () => {
      isWanted = false;
    };
  }, [id]);
  return (
    <>
      <p class="meta">{t('replayHow')}</p>
      {url === null && <p role="status">{t('loading')}</p>}
      {url instanceof Error && (
        <p role="alert" class="bad">
          <bdi lang="en">{url.message}</bdi>
        </p>
      )}
      {typeof url === 'string' && (
        <iframe
          key={url}
          class="replay"
          title={t('replay')}
          src={url}
          sandbox="allow-scripts allow-same-origin"
          referrerpolicy="no-referrer"
        />
      )}
    </>
  );
}
