using Engify.Features.Tas;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Engify.Features.Courses.AddCourseTa;

internal sealed class AddCourseTaHandler(EngifyDbContext db) : IRequestHandler<AddCourseTaRequest, TaResponse>
{
    public async Task<TaResponse> Handle(AddCourseTaRequest request, CancellationToken cancellationToken)
    {
        CourseRules.Exists.Check(
            await db.Courses.AnyAsync(course => course.Id == request.CourseId, cancellationToken));
        var ta = await db.Tas.SingleOrDefaultAsync(ta => ta.Id == request.TaId, cancellationToken);
        TaRules.Exists.Check(ta is not null);

        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO course_tas (course_id, ta_id) VALUES ({request.CourseId}, {request.TaId})
            ON CONFLICT DO NOTHING
            """,
            cancellationToken);
        return TaResponse.From(ta, withGpa: true);
    }
}
