using Engify.Features.Accounts;
using Microsoft.AspNetCore.Identity;

namespace Engify.Tests.Accounts;

/// <summary>Hashes in no time, or stops in the middle of it until a test lets it go on.</summary>
public sealed class ParkingHasher : IPasswordHasher<Account>, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ManualResetEventSlim open = new(initialState: true);
    private readonly Lock counting = new();
    private readonly SemaphoreSlim arrivals = new(0);

    /// <summary>How often a password was hashed, to keep it or to compare it.</summary>
    public int Calls { get; private set; }

    public int Running { get; private set; }

    /// <summary>The most that ran at once.</summary>
    public int Most { get; private set; }

    public static string HashOf(string password) => $"hash of {password}";

    /// <summary>A hash that is still good, but no longer how hashes are made.</summary>
    public static string OldHashOf(string password) => $"old hash of {password}";

    /// <summary>Lets nobody finish from now on.</summary>
    public void Park()
    {
        while (arrivals.Wait(TimeSpan.Zero))
        {
            // came before
        }

        open.Reset();
    }

    /// <summary>Returns once so many have come since they were parked.</summary>
    public async Task WaitForAsync(int count)
    {
        for (var i = 0; i < count; i++)
            Assert.True(await arrivals.WaitAsync(Patience), $"{i} of {count} came.");
    }

    public void Release() => open.Set();

    public void Dispose()
    {
        open.Dispose();
        arrivals.Dispose();
    }

    public string HashPassword(Account user, string password)
    {
        Pass();
        return HashOf(password);
    }

    public PasswordVerificationResult VerifyHashedPassword(Account user, string hashedPassword, string providedPassword)
    {
        Pass();
        return hashedPassword == HashOf(providedPassword) ? PasswordVerificationResult.Success
            : hashedPassword == OldHashOf(providedPassword) ? PasswordVerificationResult.SuccessRehashNeeded
            : PasswordVerificationResult.Failed;
    }

    private void Pass()
    {
        lock (counting)
        {
            Calls++;
            Running++;
            Most = Math.Max(Most, Running);
        }

        arrivals.Release();
        open.Wait(Patience);
        lock (counting)
            Running--;
    }
}
