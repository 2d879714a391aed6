/** Anything that was thrown, as the two sentences a person needs: what happened, and what to do next. */
import { toFailure } from '../../../shared/errors.ts';
import { HostGone, NotAdmitted } from '../host/host.ts';
import { errorText } from '../i18n/error-text.ts';
import type { ErrorTexts } from '../i18n/errors.id.ts';
import { currentLanguage } from '../i18n/i18n.ts';
import { uiText } from './ui.texts.ts';

export function explain(error: unknown): ErrorTexts {
  if (error instanceof HostGone) return { message: uiText('hostGone'), remedy: uiText('hostGoneRemedy') };
  if (error instanceof NotAdmitted) {
    return { message: uiText('notAdmitted'), remedy: uiText('notAdmittedRemedy') };
  }
  return errorText(toFailure(error), currentLanguage());
}
