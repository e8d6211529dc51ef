using System.Text;
using CsCheck;
using Engify.Features.Database;
using Npgsql;

namespace Engify.Tests.Accounts;

/// <summary>The database and the service have one definition of <em>the same email</em>.</summary>
public sealed class EmailKeyTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    /// <summary>Letters, accents and syllables that both sides have known for long, capitals among them.</summary>
    private static readonly Gen<string> Letter = Gen.OneOf(
        Gen.Int[0x21, 0x7e], Gen.Int[0xa1, 0x17f], Gen.Int[0x300, 0x34e], Gen.Int[0x391, 0x3a1], Gen.Int[0x400, 0x45f],
        Gen.Int[0x5b0, 0x5c2], Gen.Int[0x5d0, 0x5ea], Gen.Int[0x915, 0x94d], Gen.Int[0x1100, 0x1112],
        Gen.Int[0x1161, 0x1175], Gen.Int[0x11a8, 0x11c2], Gen.Int[0x1e00, 0x1eff], Gen.Int[0x1f00, 0x1f15],
        Gen.Int[0x2126, 0x212b], Gen.Int[0xac00, 0xd7a3], Gen.Int[0xff21, 0xff3a], Gen.Int[0x10400, 0x1044f])
        .Select(code => new Rune(code).ToString());

    [Theory]
    [InlineData("SAM@x.ca", "sam@X.CA", true)]
    [InlineData("\u00c9l\u00e9onore@x.ca", "\u00e9L\u00c9ONORE@x.ca", true)]
    [InlineData("\u00e9@x.ca", "E\u0301@x.ca", true)]
    [InlineData("H\u0331@x.ca", "\u1e96@x.ca", true)]
    [InlineData("\u212aim@x.ca", "kim@x.ca", true)]
    [InlineData("\u017fam@x.ca", "sam@x.ca", false)]
    [InlineData("\u0130rem@x.ca", "irem@x.ca", false)]
    [InlineData("\u0131rem@x.ca", "irem@x.ca", false)]
    [InlineData("stra\u00dfe@x.ca", "strasse@x.ca", false)]
    [InlineData("\uff53am@x.ca", "sam@x.ca", false)]
    public async Task Emails_are_the_same_or_not_for_the_service_and_the_database(string one, string other, bool same)
    {
        Assert.Equal(same, EmailKey.Of(one) == EmailKey.Of(other));

        var unique = $"{Guid.NewGuid():N}";
        Assert.Equal(201, (await engify.Api.RegisterAsync(unique + one)).Status);
        var second = await engify.Api.RegisterAsync(unique + other);
        if (same)
            second.ShouldBeProblem(400, "email_taken");
        else
            Assert.Equal(201, second.Status);
        (await engify.Api.LogInAsync(unique + one)).ShouldBeOk();
        (await engify.Api.LogInAsync(unique + other)).ShouldBeOk();
    }

    [Fact]
    public async Task The_service_and_the_database_agree_about_every_character()
    {
        var characters = Enumerable.Range(1, 0x10ffff).Where(Rune.IsValid).Where(code => code != 0xfffe)
            .Select(code => new Rune(code).ToString());
        foreach (var some in characters.Chunk(50_000))
            await ShouldAgreeAsync(some);
    }

    [Fact]
    public async Task The_service_and_the_database_agree_about_any_text()
    {
        var texts = new List<string>();
        Letter.Array[1, 12].Select(string.Concat).Sample(texts.Add, iter: 20_000, threads: 1);
        Assert.NotEmpty(texts);
        await ShouldAgreeAsync([.. texts]);
    }

    [Theory]
    [InlineData(
        "ux_students_email",
        "INSERT INTO students SELECT gen_random_uuid(), U&'E\\0301@x.ca', name, now(), now() FROM students LIMIT 1")]
    [InlineData("ck_students_email", "UPDATE students SET email = ' ' || email")]
    [InlineData("ck_students_email", "UPDATE students SET email = email || U&'\\3000'")]
    [InlineData("ck_tas_email", "UPDATE tas SET email = E'\\t' || email")]
    [InlineData("ck_accounts_email", "UPDATE accounts SET email = email || E'\\n'")]
    [InlineData(
        "ux_accounts_normalized_email", "UPDATE accounts SET email = U&'E\\0301@x.ca', normalized_email = id::text")]
    public async Task The_database_refuses_the_same_email_and_blanks_also_from_someone_typing_SQL(
        string constraint, string sql)
    {
        await engify.School.AddTaAsync();
        await engify.Api.RegisterAsync("\u00e9@x.ca");
        await engify.Api.RegisterAsync("\u00e9\u00e9@x.ca");

        var refused = await Assert.ThrowsAsync<PostgresException>(() => engify.ExecuteAsync(sql));

        Assert.Equal(constraint, refused.ConstraintName);
    }

    private async Task ShouldAgreeAsync(string[] texts)
    {
        await using var source = TestPostgres.SourceOf(engify.ConnectionString);
        await using var command = source.CreateCommand(
            "SELECT email_key(t) FROM unnest($1) WITH ORDINALITY AS texts (t, n) ORDER BY n");
        command.Parameters.Add(new() { Value = texts });
        command.CommandTimeout = 120;
        await using var reader = await command.ExecuteReaderAsync();
        var differing = new List<string>();
        foreach (var text in texts)
        {
            Assert.True(await reader.ReadAsync());
            if (!string.Equals(reader.GetString(0), EmailKey.Of(text), StringComparison.Ordinal))
                differing.Add(string.Join(' ', text.EnumerateRunes().Select(rune => $"U+{rune.Value:X4}")));
        }

        Assert.Empty(differing);
    }
}
