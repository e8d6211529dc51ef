using MediatR;

namespace Engify.Features.Files.ImportFile;

internal sealed class ImportFileHandler(EngifyDbContext db, TimeProvider clock)
    : IRequestHandler<ImportFileRequest, ImportResponse>
{
    public Task<ImportResponse> Handle(ImportFileRequest request, CancellationToken cancellationToken) =>
        request.File.StoreAsync(db, request.IsDryRun, clock.Now(), cancellationToken);
}
