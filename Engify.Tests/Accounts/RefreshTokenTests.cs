using CsCheck;
using Engify.Features.Accounts;

namespace Engify.Tests.Accounts;

public sealed class RefreshTokenTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    /// <summary>
    /// Which token somebody exchanges, of those there are, and how many seconds after the step before.
    /// </summary>
    private static readonly Gen<(int Token, int Seconds)[]> Steps =
        Gen.Select(Gen.Int[0, 1000], Gen.Frequency((3, Gen.Const(0)), (3, Gen.Int[1, 40]), (1, Gen.Int[-60, -1])))
            .Array[1, 30];

    /// <summary>
    /// The rule knows instants only. The model counts generations: the newest may be exchanged, and the one before for
    /// as long as the leeway lasts.
    /// </summary>
    [Fact]
    public void A_token_is_exchanged_if_its_generation_is_the_newest_or_the_leeway_of_its_exchange_lasts() =>
        Gen.Select(Steps, Gen.Bool.Select(isStrict => isStrict ? 0 : 30)).Sample((steps, seconds) =>
        {
            var leeway = TimeSpan.FromSeconds(seconds);
            var now = Noon;
            var tokens = new List<(RefreshToken Token, int Generation)> { (New(Noon), 0) };
            var newest = 0;
            var movedOnAt = Noon;

            foreach (var (number, later) in steps)
            {
                now += TimeSpan.FromSeconds(later);
                var (token, generation) = tokens[number % tokens.Count];
                var exchanges = tokens.Select(each => each.Token.SpentAt).OfType<DateTimeOffset>()
                    .Where(spentAt => spentAt > token.IssuedAt).Distinct().Order().ToList();
                var mayRepeat = generation == newest - 1
                    && Math.Round(Math.Abs((now - movedOnAt).TotalSeconds), 3) < seconds;

                var wasSpent = token.TrySpend(exchanges, now, leeway);

                Assert.Equal(generation == newest || mayRepeat, wasSpent);
                if (!wasSpent)
                    return; // the family ends

                if (generation == newest)
                    (newest, movedOnAt) = (newest + 1, token.SpentAt!.Value);
                Assert.Equal(movedOnAt, token.SpentAt);
                Assert.True(token.SpentAt > token.IssuedAt);
                tokens.Add((New(token.SpentAt!.Value), newest));
            }
        });

    private static RefreshToken New(DateTimeOffset issuedAt) => new([], Guid.Empty, issuedAt, issuedAt.AddDays(30));
}
