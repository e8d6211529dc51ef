using FluentValidation;
using FluentValidation.Results;
using MediatR;

namespace Engify.Features.Files.ExportFile;

internal sealed class ExportFileHandler(EngifyDbContext db, FileKinds kinds)
    : IRequestHandler<ExportFileRequest, ExportedFile>
{
    public Task<ExportedFile> Handle(ExportFileRequest request, CancellationToken cancellationToken)
    {
        var kind = kinds.Find(request.Kind);
        if (!kind.HasInstant && (request.From ?? request.To) is not null)
        {
            throw new ValidationException(
                [new ValidationFailure(request.From is null ? "to" : "from", $"There is no time in {request.Kind}.")]);
        }

        return Task.FromResult(new ExportedFile(
            kind.Name, (begin, token) => kind.WriteAsync(db, request.From, request.To, begin, token)));
    }
}
