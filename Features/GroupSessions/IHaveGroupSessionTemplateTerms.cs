namespace Engify.Features.GroupSessions;

/// <summary>A request that says what a weekly group session shall be.</summary>
public interface IHaveGroupSessionTemplateTerms
{
    GroupSessionTemplateTerms Terms { get; }
}
