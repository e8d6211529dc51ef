using System.Text.Json;

namespace Engify.Tests.Promises.Attacks;

/// <summary>Values that programs stumble over.</summary>
internal static class OddValues
{
    /// <summary>Text, as a person or an attacker may write it.</summary>
    public static readonly string[] Texts =
    [
        "", " ", "\t\r\n", "null", "undefined", "NaN", "true", "0", "-1", "1e9", "nope",
        "00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff",
        "{0191d3a0-0000-7000-8000-000000000000}", "0191d3a000007000800000000000000",
        "0191d3a0-0000-7000-8000-00000000000z",
        "' OR '1'='1", "'; DROP TABLE bookings; --", "%' OR name LIKE '%", "\\", "%", "_", "$1", "{0}", "{{7*7}}",
        "${jndi:ldap://x}",
        "<script>alert(1)</script>", "../../etc/passwd", "..", ".", "a/b", "a\\b", "a?b#c", "a;b=c",
        "a\r\nSet-Cookie: x=y",
        "a\0b", "\u0001\u001f\u007f", "\u202Eevil\u202C", "zero\u200Bwidth\uFEFF", "e\u0301\u0301\u0301", "ﷺ", "İıſK",
        "👩‍👩‍👧‍👦🏴‍☠️", "\uFFFD\uFFFE\uFFFF", new string('x', 101), new string('ä', 1001), new string('y', 20_000),
    ];

    /// <summary>Instants at the edges of what can be said and stored.</summary>
    public static readonly string[] Instants =
    [
        "0001-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00", "0000-01-01T00:00:00Z", "9999-12-31T23:59:59.999999999Z",
        "9999-12-31T23:59:59-14:00", "8999-12-31T23:59:59.9999999Z", "9000-01-01T00:00:00Z", "10000-01-01T00:00:00Z",
        "2026-03-03T12:00:00", "2026-03-03T12:00:00+99:99", "2026-03-03T12:00:00+23:59", "2026-03-03T12:00:00-00:00",
        "2026-03-03T24:00:00Z", "2026-03-03T12:60:00Z", "2026-06-30T23:59:60Z", "2026-02-30T12:00:00Z",
        "2026-13-01T00:00:00Z",
        "2026-03-03", "12:00:00Z", "2026-03-03 12:00:00Z", "2026-03-03t12:00:00z", "2026-03-03T12:00:00.1234567890Z",
        "٢٠٢٦-03-03T12:00:00Z", "1970-01-01T00:00:00Z", "-2026-03-03T12:00:00Z", "1772539200",
    ];

    /// <summary>Numbers that no field is made for.</summary>
    public static readonly string[] Numbers =
    [
        "0", "-0", "-1", "1.5", "1.0", "6e1", "1e400", "-1e400", "1e-400", "2147483647", "2147483648", "-2147483649",
        "9223372036854775808", "99999999999999999999999999999999", "0.1000000000000000055511151231257827", "201",
        "1000", "1001", "481",
    ];

    /// <summary>Further values of JSON, and some that only look like it.</summary>
    public static readonly string[] JsonTexts =
    [
        "null", "true", "false", "[]", "{}", "[null]", "[[]]", "{\"id\":1}", "NaN", "Infinity", "-Infinity",
        "undefined", "01", "+1", ".5",
        "'x'", "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"\\u0000\"", "\"\\u202e\"", "\"\\x41\"", "\"unended", "/* c */ 1",
        "1 // c", "\"\t\"",
        $"\"{new string('7', 10_000)}\"", new string('9', 5_000), Nested(60), Nested(70), Nested(10_000),
        new string('[', 10_000),
        string.Concat(Enumerable.Repeat("{\"a\":", 10_000)),
    ];

    /// <summary>Everything that may stand where a value of JSON should.</summary>
    public static readonly string[] Json =
    [
        .. JsonTexts, .. Numbers,
        .. Texts.Concat(Instants).Concat(Numbers).Select(text => JsonSerializer.Serialize(text)),
    ];

    /// <summary>Members that a client may hope to set.</summary>
    public static readonly string[] Members =
    [
        "id", "role", "pricePaid", "pricePerStudent", "remainingSessions", "status", "cancelledAt", "createdAt",
        "studentCount",
        "capacity", "isActive", "isAdmin", "StudentId", "STUDENTID", "student_id", "$type", "$id", "$ref", "__proto__",
        "constructor", "",
    ];

    /// <summary>Parts of a URL, as they are sent.</summary>
    public static readonly string[] UrlParts =
    [
        "%", "%zz", "%00", "%2F", "%2f..%2f", "%5C", "%0d%0aSet-Cookie:x=y", "%C0%AF", "%C0%80", "%ED%A0%80",
        "%F0%9F%98%80", "%FF%FE",
        "%252F", "..", ".", "*", "~", "+", "%20", "%E2%80%AE", "%3Fa=b", ";a=b", "a:b", "(1)", new string('a', 5_000),
        .. Texts.Where(text => text.Length is > 0 and < 5_000).Select(Uri.EscapeDataString),
    ];

    /// <summary>Values of headers that none expects. Line ends and NUL cannot be sent in any.</summary>
    public static readonly string[] HeaderValues =
    [
        "", " ", "*", "\"", "W/", "W/\"", "\"a\", \"b\"", "a,b,,;q=1", "*/*;q=0", ";;;", "application/json;q=nonsense",
        "text/html",
        "schlüssel", "two words", "tab\tinside", "\u007f", new string('k', 200), new string('k', 201),
        new string(',', 1_000),
    ];

    public static readonly string[] Files =
    [
        "code,name\nODD 1,A\nODD 2,B", "code;name\r\nODD 1;\"A\"\"\"\r\n", "name,email\nA,odd@engify.test", "code,name", "",
        "courseCode,taEmail", "courseCode,productType", "code,name,startsOn,endsOn\nODD,A,2026-01-05,2026-04-30",
        "code,name\nODD 1,A\0", "code,name\n\"ODD", "\"", ",,,", "\uFEFF", "code\n\uFFFE", "code,name\n\uD800,\uDC00",
        "{}", "code,code\nA,B", "code,name,nope\nA,B,C", "name\nA", "code,name\nA,B\nA,B",
        $"code,name\n{new string('x', 5_000)},A",
    ];

    public static readonly string[] ContentTypes =
    [
        "", "nonsense", "text/plain", "text/json", "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/xml", "application/*+json", "application/problem+json", "application/json; charset=utf-16",
        "application/json; charset=klingon", "application/json; charset=\"utf-8\"", "application/json; charset",
        "application/json;;",
        "application/json, text/plain", "APPLICATION/JSON;CHARSET=UTF-8",
    ];

    public static readonly string[] Methods =
        ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "BREW", "get"];


    private static string Nested(int depth) => new string('[', depth) + new string(']', depth);
}
