using Microsoft.EntityFrameworkCore;

namespace Engify.Tests.Terms;

public sealed class TermTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    private static int number;

    [Fact]
    public async Task An_administrator_makes_changes_and_deletes_a_term()
    {
        var made = (await engify.Api.PostAsync(
            "/terms", Body(name: " Winter ", opens: "2026-01-01T00:00:00-05:00"))).ShouldBeCreated();
        made.Json.ShouldHaveShape(["id", "code", "name", "startsOn", "endsOn", "bookingOpensAt"]);
        Assert.Equal($"/terms/{made.Id}", made.Headers["Location"]);
        Assert.Equal("Winter", made["name"].GetString());
        Assert.Equal("2026-01-01T05:00:00Z", made["bookingOpensAt"].GetString());
        var found = (await engify.Api.GetAsync(made.Headers["Location"], As.Anonymous)).ShouldBeOk();
        Assert.Equal((made.Text, made.ETag), (found.Text, found.ETag));

        var changed = (await engify.Api.PutAsync(
            $"/terms/{made.Id}", Body(name: "Summer"), made.ETag)).ShouldBeOk();
        (await engify.Api.PutAsync($"/terms/{made.Id}", Body(name: "Late"), made.ETag))
            .ShouldBeProblem(412, "changed_meanwhile");
        (await engify.Api.PutAsync($"/terms/{made.Id}", Body(), null)).ShouldBeProblem(428, "precondition_required");
        var now = await engify.Api.GetAsync($"/terms/{made.Id}");
        Assert.Equal((changed.Text, changed.ETag), (now.Text, now.ETag));
        Assert.Contains(made.Id, (await engify.Api.GetAsync("/terms?q=SUMMER", As.Anonymous)).Json.Ids());
        Assert.DoesNotContain(made.Id, (await engify.Api.GetAsync("/terms?q=winter", As.Anonymous)).Json.Ids());

        Assert.Equal(204, (await engify.Api.DeleteAsync($"/terms/{made.Id}")).Status);
        (await engify.Api.GetAsync($"/terms/{made.Id}")).ShouldBeProblem(404, "term_not_found");
        (await engify.Api.DeleteAsync($"/terms/{made.Id}")).ShouldBeProblem(404, "term_not_found");
        Assert.Equal(
            ["ChangeTerm", "CreateTerm", "DeleteTerm"],
            await engify.QueryAsync(db => db.AuditEntries
                .Where(entry => entry.ObjectType == "term" && entry.ObjectId == made.Id.ToString()
                    && entry.Outcome == "succeeded")
                .Select(entry => entry.Action).OrderBy(action => action).ToListAsync()));
    }

    [Fact]
    public async Task A_term_that_a_product_names_is_not_deleted()
    {
        var term = (await engify.Api.PostAsync("/terms", Body())).ShouldBeCreated();
        var product = await engify.School.AddSingleSessionAsync(await engify.School.AddCourseAsync());
        await engify.QueryAsync(db => db.Products.Where(known => known.Id == product.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(known => known.TermId, term.Id)));

        (await engify.Api.DeleteAsync($"/terms/{term.Id}")).ShouldBeProblem(409, "in_use");

        (await engify.Api.GetAsync($"/terms/{term.Id}")).ShouldBeOk();
    }

    [Theory]
    [InlineData("code", "")]
    [InlineData("name", " ")]
    [InlineData("endsOn", "2026-01-04")]
    [InlineData("startsOn", "1899-12-31")]
    [InlineData("endsOn", "9000-01-01")]
    [InlineData("bookingOpensAt", "1800-01-01T00:00:00Z")]
    public async Task What_is_no_term_is_refused(string member, string value)
    {
        var body = Body();
        body[member] = value;

        (await engify.Api.PostAsync("/terms", body)).ShouldBeInvalid(member);
        (await engify.Api.PutAsync("/terms/nope", body, "*")).ShouldBeInvalid(member);
    }

    [Fact]
    public async Task No_two_terms_have_one_code_and_lists_come_in_pages()
    {
        var body = Body();
        (await engify.Api.PostAsync("/terms", body)).ShouldBeCreated();
        body["code"] = $"{body["code"]}".ToUpperInvariant();
        (await engify.Api.PostAsync("/terms", body)).ShouldBeProblem(400, "term_code_taken");
        (await engify.Api.PostAsync("/terms", Body())).ShouldBeCreated();

        var all = (await engify.Api.GetAsync("/terms?limit=200")).Json.Ids();
        var paged = new List<Guid>();
        for (var next = "/terms?limit=1"; next is not null;)
        {
            var page = (await engify.Api.GetAsync(next, As.Anonymous)).ShouldBeOk();
            paged.AddRange(page.Json.Ids());
            next = page.Next;
        }

        Assert.Equal(all, paged);
    }

    private static Dictionary<string, object?> Body(string name = "A term", string? opens = null) => new()
    {
        ["code"] = $"t-{Interlocked.Increment(ref number)}",
        ["name"] = name,
        ["startsOn"] = "2026-01-05",
        ["endsOn"] = "2026-04-30",
        ["bookingOpensAt"] = opens,
    };
}
