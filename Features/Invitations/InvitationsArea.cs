using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Engify.Features.Invitations;

/// <summary>Who may open an account with a link.</summary>
internal sealed class InvitationsArea : Area
{
    public override string Description => "Links with which people open their accounts.";

    public override IReadOnlyDictionary<string, object> Examples { get; } = new Dictionary<string, object>
    {
        ["invitationId"] = ExampleSchool.InvitationId,
    };

    public override void Register(IServiceCollection services) => services.AddSingleton<Forget>(
        (db, now, cancellationToken) => db.Invitations
            .Where(invitation => invitation.ExpiresAt <= now).ExecuteDeleteAsync(cancellationToken));
}
