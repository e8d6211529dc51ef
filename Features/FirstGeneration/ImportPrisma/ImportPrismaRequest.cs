using MediatR;

namespace Engify.Features.FirstGeneration.ImportPrisma;

/// <summary>Takes over a database of the first generation (NestJS and Prisma 5), which it only reads.</summary>
/// <param name="ConnectionString">That database.</param>
/// <param name="IsDryRun">Whether only to say what would be done.</param>
/// <param name="SkipsConflicts">
/// Whether to leave out what cannot be kept; otherwise, nothing is taken over then.
/// </param>
/// <param name="Report">Is told of everything that is not as it should be, line by line.</param>
public sealed record ImportPrismaRequest(
    string ConnectionString, bool IsDryRun, bool SkipsConflicts, Func<ImportPrismaFinding, Task> Report)
    : IRequest<ImportPrismaResponse>;
