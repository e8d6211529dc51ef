namespace Engify.Features.GroupSessions.CreateGroupSessionTemplate;

internal sealed class CreateGroupSessionTemplateValidator
    : GroupSessionTemplateTermsValidator<CreateGroupSessionTemplateRequest>;
