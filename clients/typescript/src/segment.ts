/**
 * A value as one segment of a path.
 * @throws {TypeError} The value would lead to another path: URLs resolve `.` and `..`, encoded or not.
 */
export function segment(value: string): string {
    if (value === "" || value === "." || value === "..") {
        throw new TypeError(`An id cannot be "${value}".`);
    }
    return encodeURIComponent(value);
}
