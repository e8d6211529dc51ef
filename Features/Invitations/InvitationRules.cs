namespace Engify.Features.Invitations;

/// <summary>Rules about invitations.</summary>
public static class InvitationRules
{
    public static readonly Rule Exists = new(
        "invitation_not_found", "This invitation does not exist", RuleKind.NotFound);

    public static readonly Rule IsValid = new(
        "invitation_invalid", "This invitation was used, withdrawn or replaced, or has expired; ask for another");
}
