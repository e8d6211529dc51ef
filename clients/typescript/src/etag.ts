const etags = new WeakMap<object, string>();

/**
 * The entity tag (RFC 9110, section 8.8.3) of a resource that an operation answered with, to be sent as `ifMatch` when
 * the resource is changed: the service then refuses the change if somebody else was faster. Undefined for an object
 * that is no answer, or an answer without a tag.
 */
export function etagOf(resource: object): string | undefined {
    return etags.get(resource);
}

/** Keeps the tag of an answer for as long as the answer is in use. */
export function tagged(body: unknown, etag: string | null): unknown {
    if (etag !== null && typeof body === "object" && body !== null) {
        etags.set(body, etag);
    }
    return body;
}
