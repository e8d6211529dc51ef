namespace Engify.Features.Tas;

/// <summary>Rules about teaching assistants.</summary>
public static class TaRules
{
    public static readonly Rule Exists = new("ta_not_found", "This TA does not exist", RuleKind.NotFound);

    public static readonly Rule EmailIsFree = new("email_taken", "There is a TA with this email already");

    public static readonly Rule TeachesCourse = new("ta_does_not_teach_course", "This TA does not teach this course");
}
