/**
 * A value as one segment of a path.
 * @throws {TypeError} The value would make another path: URLs resolve `.` and `..`, even encoded, and drop nothing for "".
 */
export function segment(value: string): string {
    if (value === "" || value === "." || value === "..") {
        throw new TypeError(`An id cannot be "${value}".`);
    }
    return encodeURIComponent(value);
}
