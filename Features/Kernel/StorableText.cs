using System.Buffers;
using System.Text;

namespace Engify.Features.Kernel;

/// <summary>Text that PostgreSQL can hold: without NUL, and without half a surrogate pair.</summary>
public static class StorableText
{
    public static bool IsStorable(this string text)
    {
        var rest = text.AsSpan();
        if (rest.Contains('\0'))
            return false;

        while (rest.IndexOfAnyInRange('\uD800', '\uDFFF') is >= 0 and var surrogate)
        {
            if (Rune.DecodeFromUtf16(rest = rest[surrogate..], out _, out var length) != OperationStatus.Done)
                return false;
            rest = rest[length..];
        }

        return true;
    }
}
