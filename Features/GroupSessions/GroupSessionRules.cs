namespace Engify.Features.GroupSessions;

/// <summary>Rules about joining and leaving a group session.</summary>
public static class GroupSessionRules
{
    public static readonly Rule TemplateExists = new(
        "group_session_template_not_found", "This weekly group session does not exist", RuleKind.NotFound);

    public static readonly Rule IsGroupSession = new("not_a_group_session", "This booking is not a group session");

    public static readonly Rule IsOpen =
        new("group_session_closed", "This group session is cancelled or has already begun");

    public static readonly Rule IsOffered = new(
        "group_session_not_offered",
        "This group session is not offered any more: its course, its TA or the weekly session is inactive");

    public static readonly Rule NotYetJoined = new("already_joined", "This student is already in this group session");

    public static readonly Rule HasJoined = new("not_joined", "This student is not in this group session");

    public static readonly Rule HasSeat = new("group_session_full", "This group session is full");
}
