namespace Engify.Features.Database;

/// <summary>
/// How the database tells of changes to the catalogue: by triggers, which the migration writes in SQL.
/// </summary>
internal static class CatalogueChanges
{
    /// <summary>The channel of the notifications, whose payload is the name of the table.</summary>
    public const string Channel = "engify_catalogue";

    /// <summary>The tables that make up the catalogue.</summary>
    public static readonly IReadOnlyList<string> Tables =
    [
        "courses", "tas", "course_tas", "products", "group_session_templates", "terms", "closures", "booking_rules",
        "ta_hours", "ta_day_overrides", "ta_absences",
    ];
}
