export type { CallOptions, KeyedCallOptions, OperationName, OperationRequest } from "./call.js";
export { EngifyClient, type EngifyOptions } from "./client.js";
export type { Clock } from "./clock.js";
export { EngifyError, EngifyProblem, isProblemOf, NoAnswerError, UnexpectedAnswerError } from "./errors.js";
export type * from "./generated/operations.js";
export { Listing, type Page } from "./listing.js";
export type { RetryOptions } from "./retry.js";
export { MemoryStore, type Session, type SessionEnd, type SessionStore } from "./session.js";
export type { TokenProvider } from "./tokens.js";
