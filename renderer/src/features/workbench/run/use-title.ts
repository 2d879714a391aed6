/** The window's title says how far a batch is, for whoever looks at something else meanwhile. */
import { useEffect } from 'react';

const USUAL = 'Easel';

export function useTitle(title: string): void {
  useEffect(() => {
    document.title = title;
    return () => {
      document.title = USUAL;
    };
  }, [title]);
}
