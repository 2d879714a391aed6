/** A picture that is ready to be shown: until a new one is decoded the old one stays, so nothing flickers. */
import { useEffect, useState } from 'react';

export interface Decoded {
  /** The address of a picture that is decoded; null while there is none. */
  readonly url: string | null;
  readonly failed: boolean;
}

interface Outcome {
  readonly asked: string;
  readonly failed: boolean;
}

/** `keep` names what the picture shows: pictures of something else are not shown in the meantime. */
export function useDecoded(url: string | null, keep: string | null): Decoded {
  const [ready, setReady] = useState<{ readonly url: string; readonly keep: string | null } | null>(null);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  useEffect(() => {
    if (url === null) return;
    let wanted = true;
    const picture = new Image();
    picture.src = url;
    picture.decode().then(
      () => {
        if (!wanted) return;
        setReady({ url, keep });
        setOutcome({ asked: url, failed: false });
      },
      () => {
        if (wanted) setOutcome({ asked: url, failed: true });
      },
    );
    return () => {
      wanted = false;
      picture.src = '';
    };
  }, [url, keep]);
  return {
    url: url !== null && ready !== null && ready.keep === keep ? ready.url : null,
    failed: outcome !== null && outcome.asked === url && outcome.failed,
  };
}
