using Engify.Features.Accounts;
using Engify.Features.Accounts.CreateAdmin;
using Engify.Features.Accounts.CreateTaAccount;
using Engify.Features.Accounts.RotateSigningKey;
using FluentValidation;
using MediatR;

namespace Engify.Api.Operate;

/// <summary>
/// The verbs for accounts. Passwords are never arguments, because other users of a machine can read those.
/// </summary>
internal static class AccountVerbs
{
    public static Task<int> CreateAdminAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var email = EmailOption(services);
        var name = services.GetRequiredService<IConfiguration>()["name"] ?? "Administrator";
        return CreateAsync(services, new CreateAdminRequest(email, AskForPassword(email), name), cancellationToken);
    }

    public static Task<int> CreateTaAccountAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var email = EmailOption(services);
        return CreateAsync(services, new CreateTaAccountRequest(email, AskForPassword(email)), cancellationToken);
    }

    public static async Task<int> RotateSigningKeyAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        services.RequireProtectedKeys();
        await using var scope = services.CreateAsyncScope();
        var key = await scope.ServiceProvider.GetRequiredService<IMediator>()
            .Send(new RotateSigningKeyRequest(), cancellationToken);
        Console.WriteLine($"The key {key.Id} signs access tokens from {key.ActiveFrom:u} on.");
        return Verb.Success;
    }

    private static async Task<int> CreateAsync(
        IServiceProvider services, IRequest<UserResponse> request, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        try
        {
            var user = await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request, cancellationToken);
            Console.WriteLine($"Created the account of {user.Email} ({$"{user.Role}".ToLowerInvariant()}).");
            return Verb.Success;
        }
        catch (Exception refusal) when (refusal is RuleViolationException or ValidationException)
        {
            await Console.Error.WriteLineAsync(refusal is ValidationException invalid
                ? invalid.Errors.First().ErrorMessage
                : refusal.Message);
            return Verb.Failed;
        }
    }

    private static string EmailOption(IServiceProvider services) =>
        services.GetRequiredService<IConfiguration>()["email"] is { Length: > 0 } value
            ? value
            : throw new OperatorException("--email is missing.");

    private static string AskForPassword(string email)
    {
        if (Console.IsInputRedirected)
            return Console.ReadLine() ?? "";

        Console.Write($"Password for {email}: ");
        var password = new List<char>();
        for (var key = Console.ReadKey(intercept: true);
            key.Key != ConsoleKey.Enter;
            key = Console.ReadKey(intercept: true))
        {
            if (key.Key != ConsoleKey.Backspace)
                password.Add(key.KeyChar);
            else if (password.Count > 0)
                password.RemoveAt(password.Count - 1);
        }

        Console.WriteLine();
        return new string([.. password]);
    }
}
