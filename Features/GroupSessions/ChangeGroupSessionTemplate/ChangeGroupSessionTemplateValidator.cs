namespace Engify.Features.GroupSessions.ChangeGroupSessionTemplate;

internal sealed class ChangeGroupSessionTemplateValidator
    : GroupSessionTemplateTermsValidator<ChangeGroupSessionTemplateRequest>;
