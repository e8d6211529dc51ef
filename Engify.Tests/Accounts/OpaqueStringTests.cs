using System.Text;
using CsCheck;
using Engify.Features.Accounts;

namespace Engify.Tests.Accounts;

public sealed class OpaqueStringTests
{
    private static readonly string[] Odd =
        ["e\u0301", "\u00E9", "\u1EC7", "\u0323", "\u0302", "\u1112\u1161\u11AB", "\u212B", "\u3000", "\u2000"];

    /// <summary>Any UTF-16 there can be, well formed or not, with much that normalisation changes.</summary>
    private static readonly Gen<string> Text = Gen.Frequency(
        (4, Gen.Char['\u0000', '\uFFFF'].Select(character => $"{character}")),
        (2, Gen.Int[0x10000, 0x10FFFF].Select(char.ConvertFromUtf32)),
        (4, Gen.OneOf(Odd.Select(Gen.Const).ToArray())))
        .Array[0, 12].Select(string.Concat);

    [Fact]
    public void Preparing_a_password_twice_changes_nothing() => Text.Sample(text =>
    {
        var prepared = OpaqueString.Prepare(text);

        Assert.Equal(prepared, OpaqueString.Prepare(prepared));
    });

    [Fact]
    public void Every_spelling_of_a_password_is_prepared_to_the_same_text() =>
        Text.Where(OpaqueString.IsAllowed).Sample(text =>
    {
        var prepared = OpaqueString.Prepare(text);

        Assert.Equal(prepared, OpaqueString.Prepare(text.Normalize(NormalizationForm.FormC)));
        Assert.Equal(prepared, OpaqueString.Prepare(text.Normalize(NormalizationForm.FormD)));
        Assert.True(OpaqueString.IsAllowed(prepared));
    });

    /// <summary>The examples of RFC 8265, section 4.3, and its blanks.</summary>
    [Theory]
    [InlineData("correct horse battery staple", "correct horse battery staple")]
    [InlineData("Correct Horse Battery Staple", "Correct Horse Battery Staple")]
    [InlineData("\u03C0\u00DF\u00E5", "\u03C0\u00DF\u00E5")]
    [InlineData("Jack of \u2666s", "Jack of \u2666s")]
    [InlineData("foo\u1680bar", "foo bar")]
    [InlineData("\u00A0\u2003\u202F\u205F\u3000", "     ")]
    [InlineData("\uFF21", "\uFF21")]
    public void It_is_as_the_RFC_has_it(string password, string prepared) =>
        Assert.Equal((true, prepared), (OpaqueString.IsAllowed(password), OpaqueString.Prepare(password)));

    [Theory]
    [InlineData("my cat is a \u0009by")]
    [InlineData("\0")]
    [InlineData("\u0085")]
    [InlineData("\uFFFE")]
    [InlineData("\uFDD0")]
    public void Headers_that_the_RFC_does_not_allow_are_refused(string password) =>
        Assert.False(OpaqueString.IsAllowed(password));

    /// <summary>Not as arguments of the test, which come as UTF-8.</summary>
    [Fact]
    public void Nor_are_lone_surrogates()
    {
        string[] passwords = ["\uD800", "a\uDC00", "\uDC00\uD800"];

        Assert.All(passwords, password => Assert.False(OpaqueString.IsAllowed(password)));
        Assert.All(passwords, password => Assert.Equal(password, OpaqueString.Prepare(password)));
    }
}
