using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Engify.Features.Students.ListStudents;

internal sealed class ListStudentsHandler(EngifyDbContext db)
    : IRequestHandler<ListStudentsRequest, Page<StudentResponse>>
{
    public async Task<Page<StudentResponse>> Handle(ListStudentsRequest request, CancellationToken cancellationToken)
    {
        var students = db.Students.AsQueryable();
        if (!string.IsNullOrWhiteSpace(request.Q))
        {
            var text = request.Q.Trim();
            // Letters are the same in another case as they are in emails, whatever the database's locale.
            students = db.Students.FromStatement(
                $"""
                SELECT {Columns.Of<Student>()} FROM students
                WHERE strpos(email_key(email), email_key({text})) > 0 OR strpos(email_key(name), email_key({text})) > 0
                """);
        }

        if (!request.IncludeInactive)
            students = students.Where(student => student.IsActive);
        if (request.Cursor is { } last)
        {
            students = students.Where(student => EF.Functions.GreaterThan(
                ValueTuple.Create(student.Name, student.Id), ValueTuple.Create(last.Key, last.Id)));
        }

        var rows = await students
            .OrderBy(student => student.Name).ThenBy(student => student.Id)
            .Take(request.Limit + 1)
            .Select(student => StudentResponse.From(student))
            .ToListAsync(cancellationToken);
        return Page.Of(rows, request.Limit, student => new Cursor<string>(student.Name, student.Id));
    }
}
