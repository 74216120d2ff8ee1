import type { en } from '../en/index.js';
import { audit } from './audit.js';
import { errors } from './errors.js';
import { helpTexts } from './help.js';
import { labels } from './labels.js';
import { notices } from './notices.js';
import { pages } from './pages.js';
import { problems, problemText } from './problems.js';
import { tour } from './tour.js';
import { verify } from './verify.js';
import { views } from './views.js';
import { whyTexts } from './why.js';

export const fr: typeof en = {
  audit,
  labels,
  errors,
  help: helpTexts,
  notices,
  pages,
  problems,
  problemText,
  tour,
  verify,
  views,
  whyTexts,
};
