using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Engify.Features.GroupSessions.GetGroupSessionTemplate;

internal sealed class GetGroupSessionTemplateHandler(EngifyDbContext db, Caller caller)
    : IRequestHandler<GetGroupSessionTemplateRequest, GroupSessionTemplateDetailsResponse>
{
    public async Task<GroupSessionTemplateDetailsResponse> Handle(
        GetGroupSessionTemplateRequest request, CancellationToken cancellationToken)
    {
        var template = await db.GroupSessionTemplates
            .Where(template => template.Id == request.TemplateId)
            .Select(template => GroupSessionTemplateDetailsResponse.From(template, template.Ta))
            .SingleOrDefaultAsync(cancellationToken);

        // A TA does not learn whether others have it.
        AccessRules.Allowed.Check(caller.IsAdmin || (template is not null && caller.IsTa(template.TaId)));
        GroupSessionRules.TemplateExists.Check(template is not null);
        return template;
    }
}
