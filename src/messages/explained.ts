/** What `explain` explains: every code that an answer, an error or an audit gives. */
import type { AuditRule } from '../domain/audit/finding.js';
import type { MailboxReason, SubscriptionReason } from '../domain/effective.js';
import type { Refusal } from '../domain/permissions.js';
import type { ProblemCode } from '../domain/problems.js';
import type { MissingDelivery } from '../domain/verification.js';
import type { OutsideAudience } from '../domain/why/why.js';
import type { errors } from './en/errors.js';

/** `inert` is what an audit says of a setting that no event can reach. */
export type ReasonCode = SubscriptionReason | MailboxReason | OutsideAudience | MissingDelivery['reason'] | 'inert';
export type ExplainedCode = ReasonCode | Refusal | ProblemCode | AuditRule | keyof typeof errors;

/** What a code means, whatever gives it, and what to do. */
export type Explanation = readonly [means: string, todo: string];
export type Explanations = Readonly<Record<ExplainedCode, Explanation>>;
