using System.Reflection;
using System.Security.Cryptography;
using Alba;
using Engify.Features.Accounts;
using Engify.Features.Accounts.RotateSigningKey;
using Engify.Features.Database;
using MediatR;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.KeyManagement.Internal;
using Microsoft.Extensions.DependencyInjection;

namespace Engify.Tests.Operate;

/// <summary>Two instances, of which one encrypts with a key that was made after the other had read the keys.</summary>
public sealed class ProtectionKeyTests : IAsyncLifetime
{
    private readonly EngifyFixture engify = new();
    private IAlbaHost other = null!;
    private Guid newKey;

    public async Task InitializeAsync()
    {
        await engify.InitializeAsync();
        var now = DateTimeOffset.UtcNow;
        newKey = ActivatorUtilities.CreateInstance<XmlKeyManager>(engify.Host.Services)
            .CreateNewKey(now, now.AddDays(90)).KeyId;
        other = await engify.StartHostAsync();
        ForgetFirstMinutes(engify.Host);
    }

    public async Task DisposeAsync()
    {
        await other.DisposeAsync();
        await engify.DisposeAsync();
    }

    [Fact]
    public async Task A_repeat_gets_the_first_answer_also_from_an_instance_that_does_not_know_its_key()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var body = School.Individual(await engify.School.AddStudentAsync(), course, ta);
        var key = (IdempotencyKeys.Header, $"{Guid.NewGuid()}");

        var first =
            (await new ApiClient(other).PostAsync(BookingSteps.IndividualPath, body, headers: key)).ShouldBeOk();
        ShouldBeEncryptedWithTheNewKey();
        var repeat = (await engify.Api.PostAsync(BookingSteps.IndividualPath, body, headers: key)).ShouldBeOk();

        Assert.Equal(first.Text, repeat.Text);
    }

    [Fact]
    public async Task Many_who_need_an_unknown_key_at_once_all_read_what_it_encrypted()
    {
        var text = other.Services.GetRequiredService<TextProtection>().Protect("Krank");

        var read = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() => engify.Reveal(text))));

        Assert.Equal("Krank", Assert.Single(read.Distinct()));
    }

    [Fact]
    public async Task A_signing_key_is_taken_up_by_an_instance_that_does_not_know_what_encrypted_it()
    {
        await using var scope = other.Services.CreateAsyncScope();
        var rotated = await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new RotateSigningKeyRequest());

        await engify.Host.Services.GetRequiredService<SigningKeys>().RefreshAsync(CancellationToken.None);

        Assert.Contains(
            $"{rotated.Id}", (await engify.Api.GetAsync("/.well-known/jwks.json")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Texts_encrypted_with_an_unknown_key_do_not_cost_a_query_each()
    {
        await using var watched = await engify.StartHostAsync(
            ("Logging:LogLevel:Microsoft.AspNetCore.DataProtection", "Debug"));
        var protection = watched.Services.GetRequiredService<TextProtection>();
        var payload = protection.Protect("Krank").Ciphertext;
        var before = CountReadings();

        for (var i = 0; i < 1000; i++)
        {
            // A payload begins with four bytes that are always the same; then comes the key's id.
            RandomNumberGenerator.Fill(payload.AsSpan(4, 16));
            Assert.Null(protection.Reveal(new ProtectedText(payload)));
        }

        Assert.InRange(CountReadings() - before, 1, 100);
    }

    private void ShouldBeEncryptedWithTheNewKey() => Assert.Equal(
        newKey, other.Services.GetRequiredService<IKeyRingProvider>().GetCurrentKeyRing()!.DefaultKeyId);

    private int CountReadings() => engify.Log.Entries.Count(entry =>
        entry.Category.EndsWith(nameof(XmlKeyManager), StringComparison.Ordinal)
        && entry.Message == $"Found key {{{newKey}}}.");

    /// <summary>
    /// Data Protection itself looks for keys that it does not know, but only in its first two minutes.
    /// </summary>
    private static void ForgetFirstMinutes(IAlbaHost host)
    {
        var provider = host.Services.GetRequiredService<IKeyRingProvider>();
        provider.GetType().GetProperty("AutoRefreshWindowEnd", BindingFlags.Instance | BindingFlags.NonPublic)
            ?.SetValue(provider, DateTime.MinValue);
    }
}
