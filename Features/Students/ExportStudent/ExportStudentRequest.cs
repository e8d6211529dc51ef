namespace Engify.Features.Students.ExportStudent;

public sealed record ExportStudentRequest(Guid StudentId) : IQuery<StudentExportResponse>;
