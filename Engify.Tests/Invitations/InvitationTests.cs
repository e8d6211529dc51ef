using System.Text;
using Engify.Features.Accounts;
using Microsoft.EntityFrameworkCore;

namespace Engify.Tests.Invitations;

public sealed class InvitationTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    private static readonly string[] Shape = ["id", "email", "name", "role", "createdAt", "expiresAt"];

    [Theory]
    [InlineData("ta")]
    [InlineData("admin")]
    [InlineData("student")]
    public async Task Whoever_is_invited_chooses_a_password_and_is_signed_in(string role)
    {
        var email = AccountSteps.NewEmail();
        var invited = await InviteAsync($" {email.ToUpperInvariant()} ", role, " Zoe\u0308 ");

        Assert.Equal(201, invited.Status);
        invited.Json.ShouldHaveShape([.. Shape, "url", "token"]);
        Assert.Equal($"/invitations/{invited.Id}", invited.Headers["Location"]);
        Assert.Equal(EngifyFixture.Start.AddDays(7), invited["expiresAt"].GetDateTimeOffset());
        Assert.Equal(
            ("Zo\u00EB", role, email.ToUpperInvariant()),
            (invited["name"].GetString(), invited["role"].GetString(), invited["email"].GetString()));
        await ShouldBeAuditedAsync("CreateInvitation", "invitation", invited.Id);

        var session = (await AcceptAsync(invited)).ShouldBeOk();

        var user = session["user"];
        Assert.Equal(("Zo\u00EB", role), (user.GetProperty("name").GetString(), user.GetProperty("role").GetString()));
        Assert.Equal(role == "ta", user.GetProperty("taId").GetString() is not null);
        Assert.Equal(role == "student", user.GetProperty("studentId").GetString() is not null);
        (await engify.Api.GetCurrentUserAsync(session.AccessToken())).ShouldBeOk();
        (await engify.Api.LogInAsync(email)).ShouldBeOk();
        await ShouldBeAuditedAsync("AcceptInvitation", "account", user.GetProperty("id").GetGuid());
        (await engify.Api.GetAsync($"/invitations/{invited.Id}")).ShouldBeProblem(404, "invitation_not_found");
    }

    [Fact]
    public async Task A_ta_or_a_student_who_is_known_by_that_email_gets_the_account()
    {
        var (student, ta) = (await engify.School.AddStudentAsync(), (await engify.School.AddCourseWithTaAsync()).Ta);

        var studentsUser = (await AcceptAsync(await InviteAsync(student.Email.ToUpperInvariant(), "student")))["user"];
        var tasUser = (await AcceptAsync(await InviteAsync(ta.Email, "ta")))["user"];

        Assert.Equal(
            (student.Id, student.Name),
            (studentsUser.GetProperty("studentId").GetGuid(), studentsUser.GetProperty("name").GetString()));
        Assert.Equal(
            (ta.Id, ta.Name), (tasUser.GetProperty("taId").GetGuid(), tasUser.GetProperty("name").GetString()));
        Assert.True((await engify.Api.GetAsync($"/tas/{ta.Id}"))["hasAccount"].GetBoolean());
        Assert.Equal(1, await engify.QueryAsync(db => db.Students.CountAsync(known => known.Email == student.Email)));
    }

    [Fact]
    public async Task The_token_is_long_random_and_stored_as_a_hash()
    {
        var (one, other) = (await InviteAsync(), await InviteAsync());

        foreach (var invited in new[] { one, other })
        {
            var token = invited["token"].GetString()!;
            Assert.Equal(32, System.Buffers.Text.Base64Url.DecodeFromChars(token).Length);
            Assert.Equal(
                $"http://localhost/app/accept-invitation#token={token}", invited["url"].GetString());
            var stored = await engify.QueryAsync(db => db.Database.SqlQuery<string>(
                $"SELECT i::text AS \"Value\" FROM invitations i WHERE id = {invited.Id}").SingleAsync());
            Assert.DoesNotContain(token, stored, StringComparison.Ordinal);
            Assert.DoesNotContain(
                Convert.ToHexString(Encoding.UTF8.GetBytes(token)), stored, StringComparison.OrdinalIgnoreCase);
            Assert.Contains(
                Convert.ToHexString(RefreshToken.HashOf(token)), stored, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(
                token, (await engify.Api.GetAsync("/invitations?limit=200")).Text, StringComparison.Ordinal);
            Assert.DoesNotContain(
                token, (await engify.Api.GetAsync($"/invitations/{invited.Id}")).Text, StringComparison.Ordinal);
        }

        Assert.NotEqual(one["token"].GetString(), other["token"].GetString());
    }

    [Fact]
    public async Task The_link_leads_to_the_institutions_public_address()
    {
        await using var host = await engify.StartHostAsync(
            ("Institution:PublicAddress", "https://school.example/help/"));

        var invited = await new ApiClient(host).PostAsync(
            "/invitations", new { email = AccountSteps.NewEmail(), role = "ta", name = "A" });

        Assert.Equal(
            $"https://school.example/help/app/accept-invitation#token={invited["token"].GetString()}",
            invited["url"].GetString());
    }

    [Fact]
    public async Task A_link_is_good_once()
    {
        var invited = await InviteAsync();
        (await AcceptAsync(invited)).ShouldBeOk();

        (await AcceptAsync(invited)).ShouldBeProblem(400, "invitation_invalid");
        (await AcceptAsync(invited, "another long password")).ShouldBeProblem(400, "invitation_invalid");
    }

    [Fact]
    public async Task A_link_is_good_for_seven_days()
    {
        var invited = await InviteAsync();
        await engify.ExecuteAsync(
            $"UPDATE invitations SET expires_at = '{EngifyFixture.Start:O}' WHERE id = '{invited.Id}'");

        (await AcceptAsync(invited)).ShouldBeProblem(400, "invitation_invalid");
        (await engify.Api.GetAsync($"/invitations/{invited.Id}")).ShouldBeProblem(404, "invitation_not_found");
        (await engify.Api.DeleteAsync($"/invitations/{invited.Id}")).ShouldBeProblem(404, "invitation_not_found");
        Assert.DoesNotContain(invited.Id, (await engify.Api.GetAsync("/invitations?limit=200")).Json.Ids());
    }

    [Fact]
    public async Task Inviting_again_replaces_the_link_whatever_the_case_of_the_email()
    {
        var email = AccountSteps.NewEmail();
        var first = await InviteAsync(email, "student");
        var second = await InviteAsync(email.ToUpperInvariant(), "ta", "Another");

        (await AcceptAsync(first)).ShouldBeProblem(400, "invitation_invalid");
        (await engify.Api.GetAsync($"/invitations/{first.Id}")).ShouldBeProblem(404, "invitation_not_found");
        var user = (await AcceptAsync(second)).ShouldBeOk()["user"];
        Assert.Equal(("ta", "Another"), (user.GetProperty("role").GetString(), user.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task An_invitation_that_is_withdrawn_opens_nothing()
    {
        var invited = await InviteAsync();

        Assert.Equal(204, (await engify.Api.DeleteAsync($"/invitations/{invited.Id}")).Status);

        (await AcceptAsync(invited)).ShouldBeProblem(400, "invitation_invalid");
        (await engify.Api.DeleteAsync($"/invitations/{invited.Id}")).ShouldBeProblem(404, "invitation_not_found");
        await ShouldBeAuditedAsync("DeleteInvitation", "invitation", invited.Id);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("nope")]
    [InlineData("' OR '1'='1")]
    [InlineData("a\0b")]
    [InlineData("\uD83D\uDE00")]
    public async Task No_other_text_is_a_token(string token)
    {
        var answer = await engify.Api.PostAsync(
            "/auth/accept-invitation", new { token, password = AccountSteps.Password }, As.Anonymous);

        if (token.Trim().Length == 0)
            answer.ShouldBeInvalid("token");
        else
            answer.ShouldBeProblem(400, "invitation_invalid");
    }

    [Fact]
    public async Task A_password_that_is_refused_leaves_the_link_good()
    {
        var email = AccountSteps.NewEmail();
        var invited = await InviteAsync(email);

        (await AcceptAsync(invited, "")).ShouldBeInvalid("password");
        (await AcceptAsync(invited, "short")).ShouldBeProblem(400, "weak_password");
        (await AcceptAsync(invited, email)).ShouldBeProblem(400, "weak_password");

        (await AcceptAsync(invited)).ShouldBeOk();
    }

    [Fact]
    public async Task Nobody_is_invited_without_email_name_and_role_nor_who_has_an_account()
    {
        var email = AccountSteps.NewEmail();
        await engify.Api.RegisterAsync(email);

        (await InviteAsync("", "ta")).ShouldBeInvalid("email");
        (await InviteAsync("no email", "ta")).ShouldBeInvalid("email");
        (await InviteAsync(name: " ")).ShouldBeInvalid("name");
        (await InviteAsync(name: "nul\0")).ShouldBeInvalid("name");
        (await InviteAsync(name: new string('x', 201))).ShouldBeInvalid("name");
        (await InviteAsync(role: "king")).ShouldBeProblem(400, "malformed_request");
        (await engify.Api.PostAsync("/invitations", new { email = AccountSteps.NewEmail(), name = "A" }))
            .ShouldBeProblem(400, "malformed_request");
        (await InviteAsync(email.ToUpperInvariant(), "ta")).ShouldBeProblem(400, "email_taken");
    }

    [Fact]
    public async Task Whoever_registers_first_has_the_email()
    {
        var email = AccountSteps.NewEmail();
        var invited = await InviteAsync(email, "admin");
        (await engify.Api.RegisterAsync(email)).ShouldBeCreated();

        (await AcceptAsync(invited)).ShouldBeProblem(400, "email_taken");

        Assert.Equal("student", (await engify.Api.LogInAsync(email))["user"].GetProperty("role").GetString());
    }

    [Fact]
    public async Task Only_administrators_invite()
    {
        var student = await engify.School.AddStudentAsync();
        foreach (var by in new[] { As.Student(student.Id), As.Ta(Guid.NewGuid()) })
        {
            (await engify.Api.PostAsync(
                "/invitations", new { email = AccountSteps.NewEmail(), role = "admin", name = "A" }, by))
                .ShouldBeProblem(403, "forbidden");
            (await engify.Api.GetAsync("/invitations", by)).ShouldBeProblem(403, "forbidden");
        }
    }

    [Fact]
    public async Task A_repeat_with_the_same_key_gets_the_same_link_and_the_record_does_not_show_it()
    {
        var body = new { email = AccountSteps.NewEmail(), role = "ta", name = "A" };
        var key = ("Idempotency-Key", $"{Guid.NewGuid()}");

        var first = await engify.Api.PostAsync("/invitations", body, As.Admin, key);
        var second = await engify.Api.PostAsync("/invitations", body, As.Admin, key);

        Assert.Equal((first.Status, first.Text), (second.Status, second.Text));
        Assert.Equal(first.Headers["Location"], second.Headers["Location"]);
        var kept = await engify.QueryAsync(db => db.Database.SqlQuery<string>(
            $"SELECT r::text AS \"Value\" FROM idempotency_records r WHERE key = {key.Item2}").SingleAsync());
        var token = first["token"].GetString()!;
        Assert.DoesNotContain(
            Convert.ToHexString(Encoding.UTF8.GetBytes(token)), kept, StringComparison.OrdinalIgnoreCase);
        (await AcceptAsync(first)).ShouldBeOk();
    }

    [Fact]
    public async Task Neither_token_nor_password_is_kept_for_repeats()
    {
        var invited = await InviteAsync();
        var key = ("Idempotency-Key", $"{Guid.NewGuid()}");

        (await engify.Api.PostAsync(
            "/auth/accept-invitation", new { token = invited["token"].GetString(), password = AccountSteps.Password },
            As.Anonymous, key)).ShouldBeOk();

        Assert.False(await engify.QueryAsync(db => db.IdempotencyRecords.AnyAsync(record => record.Key == key.Item2)));
    }

    [Fact]
    public async Task Invitations_are_listed_in_pages_and_found_by_a_part_of_email_or_name()
    {
        for (var i = 0; i < 5; i++)
            Assert.Equal(201, (await InviteAsync($"page{i}@invited.test", name: "Zo\u00EB Page")).Status);

        var emails = new List<string>();
        for (var path = $"/invitations?q={Uri.EscapeDataString("ZOE\u0308 p")}&limit=2"; path is not null;)
        {
            var page = (await engify.Api.GetAsync(path)).ShouldBeOk();
            foreach (var row in page.Json.EnumerateArray())
                emails.Add(row.ShouldHaveShape(Shape).GetProperty("email").GetString()!);
            path = page.Headers.TryGetValue("Link", out var link) ? link.Split('<', '>')[1] : null;
        }

        Assert.Equal(Enumerable.Range(0, 5).Select(i => $"page{i}@invited.test"), emails);
        Assert.Single((await engify.Api.GetAsync("/invitations?q=PAGE3@invited")).Json.EnumerateArray());
        (await engify.Api.GetAsync($"/invitations?q={new string('x', 101)}")).ShouldBeInvalid("q");
    }

    [Fact]
    public async Task Of_several_who_use_one_link_at_once_one_gets_the_account()
    {
        for (var round = 0; round < 5; round++)
        {
            var email = AccountSteps.NewEmail();
            var invited = await InviteAsync(email, "ta");

            var answers = await Task.WhenAll(
                Enumerable.Range(0, 6).Select(i => AcceptAsync(invited, $"correct horse battery {i}")));

            Assert.Single(answers, answer => answer.Status == 200);
            Assert.All(
                answers.Where(answer => answer.Status != 200),
                answer => answer.ShouldBeProblem(400, "invitation_invalid"));
            var index = Array.FindIndex(answers, answer => answer.Status == 200);
            (await engify.Api.LogInAsync(email, $"correct horse battery {index}")).ShouldBeOk();
            Assert.Equal(1, await engify.QueryAsync(db => db.Tas.CountAsync(ta => ta.Email == email)));
        }
    }

    [Fact]
    public async Task Accepting_and_withdrawing_at_once_have_one_outcome()
    {
        for (var round = 0; round < 8; round++)
        {
            var email = AccountSteps.NewEmail();
            var invited = await InviteAsync(email);

            var accepting = AcceptAsync(invited);
            var withdrawing = engify.Api.DeleteAsync($"/invitations/{invited.Id}");
            var (accepted, withdrawn) = (await accepting, await withdrawing);

            Assert.Equal(accepted.Status == 200, withdrawn.Status != 204);
            if (accepted.Status != 200)
                accepted.ShouldBeProblem(400, "invitation_invalid");
            Assert.Equal(
                accepted.Status == 200, await engify.QueryAsync(db => db.Accounts.AnyAsync(a => a.Email == email)));
        }
    }

    [Fact]
    public async Task Of_several_administrators_who_invite_the_same_person_at_once_the_last_link_is_good()
    {
        var email = AccountSteps.NewEmail();

        var invited = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => InviteAsync(email)));

        Assert.All(invited, answer => Assert.Equal(201, answer.Status));
        var kept = await engify.QueryAsync(db => db.Invitations.SingleAsync(known => known.Email == email));
        foreach (var answer in invited.Where(answer => answer.Id != kept.Id))
            (await AcceptAsync(answer)).ShouldBeProblem(400, "invitation_invalid");
        (await AcceptAsync(invited.Single(answer => answer.Id == kept.Id))).ShouldBeOk();
    }

    private Task<Answer> InviteAsync(string? email = null, string role = "student", string name = "Some Body") =>
        engify.Api.PostAsync("/invitations", new { email = email ?? AccountSteps.NewEmail(), role, name });

    private Task<Answer> AcceptAsync(Answer invited, string password = AccountSteps.Password) => engify.Api.PostAsync(
        "/auth/accept-invitation", new { token = invited["token"].GetString(), password }, As.Anonymous);

    private async Task ShouldBeAuditedAsync(string action, string type, Guid id) => Assert.True(
        await engify.QueryAsync(db => db.AuditEntries.AnyAsync(entry =>
            entry.Action == action && entry.ObjectType == type && entry.ObjectId == $"{id}")));
}
