using System.Data.Common;
using Engify.Features.Accounts;
using Engify.Features.Availability;
using Engify.Features.Bookings;
using Engify.Features.Bundles;
using Engify.Features.Closures;
using Engify.Features.Courses;
using Engify.Features.FirstGeneration;
using Engify.Features.GroupSessions;
using Engify.Features.Invitations;
using Engify.Features.Products;
using Engify.Features.Students;
using Engify.Features.Tas;
using Engify.Features.Terms;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Engify.Features.Database;

/// <summary>
/// The database. Queries do not track; a command asks for what it will change with <c>AsTracking()</c>.
/// </summary>
public sealed class EngifyDbContext(DbContextOptions<EngifyDbContext> options)
    : DbContext(options), IDataProtectionKeyContext
{
    public DbSet<Student> Students => Set<Student>();

    public DbSet<Ta> Tas => Set<Ta>();

    public DbSet<TaHours> TaHours => Set<TaHours>();

    public DbSet<TaDayOverride> TaDayOverrides => Set<TaDayOverride>();

    public DbSet<TaAbsence> TaAbsences => Set<TaAbsence>();

    public DbSet<BookingRuleSet> BookingRuleSets => Set<BookingRuleSet>();

    public DbSet<Closure> Closures => Set<Closure>();

    public DbSet<Course> Courses => Set<Course>();

    public DbSet<CourseTa> CourseTas => Set<CourseTa>();

    public DbSet<Term> Terms => Set<Term>();

    public DbSet<Product> Products => Set<Product>();

    public DbSet<BundlePurchase> BundlePurchases => Set<BundlePurchase>();

    public DbSet<GroupSessionTemplate> GroupSessionTemplates => Set<GroupSessionTemplate>();

    public DbSet<Booking> Bookings => Set<Booking>();

    public DbSet<BookingStudent> BookingStudents => Set<BookingStudent>();

    public DbSet<Account> Accounts => Set<Account>();

    public DbSet<IdentityUserLogin<Guid>> AccountLogins => Set<IdentityUserLogin<Guid>>();

    public DbSet<RefreshTokenFamily> RefreshTokenFamilies => Set<RefreshTokenFamily>();

    public DbSet<RefreshToken> RefreshTokens => Set<RefreshToken>();

    public DbSet<SignInAttempts> SignInAttempts => Set<SignInAttempts>();

    public DbSet<KnownNetwork> KnownNetworks => Set<KnownNetwork>();

    public DbSet<EndedAccess> EndedAccess => Set<EndedAccess>();

    public DbSet<Invitation> Invitations => Set<Invitation>();

    public DbSet<SigningKey> SigningKeys => Set<SigningKey>();

    /// <summary>
    /// The keys that encrypt the signing keys and the protected texts. Data Protection keeps them here.
    /// </summary>
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();

    public DbSet<IdempotencyRecord> IdempotencyRecords => Set<IdempotencyRecord>();

    public DbSet<LegacyId> LegacyIds => Set<LegacyId>();

    /// <summary>What the next query carries with it.</summary>
    internal FirstQuestion? AskedFirst { get; set; }

    /// <summary>What the transaction inserts at its end. <see cref="Transactions"/> clears it.</summary>
    internal LastRows LastRows { get; } = new();

    /// <summary>Whether the next save ends the transaction.</summary>
    internal bool CommitsWithSave { get; set; }

    /// <summary>Whether statements of this transaction changed the catalogue, which no tracked entity shows.</summary>
    internal bool ChangesCatalogue { get; set; }

    /// <summary>Sends raw SQL in the way that Entity Framework sends its own.</summary>
    /// <param name="sql">One statement, or several that make one round trip.</param>
    /// <param name="parameters">By name.</param>
    /// <param name="read">Reads what it answers.</param>
    /// <param name="cancellationToken">Cancels the statement.</param>
    internal Task<T> ReadAsync<T>(
        string sql, IEnumerable<NpgsqlParameter> parameters, Func<DbDataReader, CancellationToken, Task<T>> read,
        CancellationToken cancellationToken) =>
        SendAsync(
            sql,
            command =>
            {
                foreach (var parameter in parameters)
                    command.Parameters.Add(parameter);
            },
            read, cancellationToken);

    /// <summary>
    /// Makes COMMIT write to disk and wait for the standbys although nothing changed; a transaction that only reads
    /// does neither. On a standby, PostgreSQL refuses to give it an id, with the code of a read-only transaction; the
    /// message alone would be an internal error.
    /// </summary>
    internal Task CommitAsIfChangedAsync(CancellationToken cancellationToken) => Database.ExecuteSqlAsync(
        $"SELECT pg_current_xact_id(), pg_logical_emit_message(true, 'engify', '')", cancellationToken);

    /// <summary>Inserts the last rows, which no save carries, and commits if there is a transaction.</summary>
    internal Task<bool> SendLastRowsAsync(CancellationToken cancellationToken) =>
        SendAsync(
            Database.CurrentTransaction is null ? LastRows.Sql : LastRows.WithCommit,
            LastRows.AddParametersTo,
            (_, _) => Task.FromResult(true),
            cancellationToken);

    private async Task<T> SendAsync<T>(
        string sql, Action<DbCommand> addParameters, Func<DbDataReader, CancellationToken, Task<T>> read,
        CancellationToken cancellationToken)
    {
        var command = new OwnCommand(this.GetService<RelationalCommandBuilderDependencies>(), sql, addParameters);
        await using var result = await command.ExecuteReaderAsync(
            new RelationalCommandParameterObject(
                this.GetService<IRelationalConnection>(), parameterValues: null, readerColumns: null, this,
                this.GetService<IRelationalCommandDiagnosticsLogger>(), CommandSource.FromSqlQuery),
            cancellationToken);
        return await read(result.DbDataReader, cancellationToken);
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(EngifyDbContext).Assembly);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        // Every index serves a query or a foreign key and is declared in its entity's table class.
        configurationBuilder.Conventions.Remove<ForeignKeyIndexConvention>();
        configurationBuilder.Conventions.Add(_ => new ReadableColumns());

        foreach (var type in typeof(EngifyDbContext).Assembly.GetExportedTypes().Where(type => type.IsEnum))
            configurationBuilder.Properties(type).HaveConversion(typeof(UpperSnakeConverter<>).MakeGenericType(type));
    }
}
