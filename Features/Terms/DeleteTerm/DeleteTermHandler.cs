using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Engify.Features.Terms.DeleteTerm;

internal sealed class DeleteTermHandler(EngifyDbContext db) : IRequestHandler<DeleteTermRequest, TermResponse>
{
    public async Task<TermResponse> Handle(DeleteTermRequest request, CancellationToken cancellationToken)
    {
        // Held, so that nothing comes to name it after we have looked.
        var term = await db.Terms.FindForChangeAsync(request.TermId, cancellationToken);
        TermRules.Exists.Check(term is not null);
        TermRules.IsUnused.Check(
            !await db.Products.AnyAsync(product => product.TermId == term.Id, cancellationToken)
            && !await db.GroupSessionTemplates.AnyAsync(template => template.TermId == term.Id, cancellationToken));

        db.Remove(term);
        return TermResponse.From(term);
    }
}
