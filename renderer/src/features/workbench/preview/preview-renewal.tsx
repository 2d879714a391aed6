/** Only the newest previews are kept: one that is gone is made again, once. */
import { useEffect, useRef } from 'react';

export function PreviewRenewal({ onRenew }: { readonly onRenew: () => void }) {
  const asked = useRef(false);
  useEffect(() => {
    if (asked.current) return;
    asked.current = true;
    onRenew();
  });
  return null;
}
