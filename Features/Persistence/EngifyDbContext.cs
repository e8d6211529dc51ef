using Engify.Features.Domain;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;

namespace Engify.Features.Persistence;

/// <summary>The database. Reads do not track; what a command means to change it asks for with <c>AsTracking()</c>.</summary>
public sealed class EngifyDbContext(DbContextOptions<EngifyDbContext> options) : DbContext(options), IDataProtectionKeyContext
{
    public DbSet<Student> Students => Set<Student>();

    public DbSet<Ta> Tas => Set<Ta>();

    public DbSet<Course> Courses => Set<Course>();

    public DbSet<CourseTa> CourseTas => Set<CourseTa>();

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

    public DbSet<SigningKey> SigningKeys => Set<SigningKey>();

    /// <summary>What the signing keys and the protected texts are encrypted with; Data Protection keeps them here.</summary>
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();

    public DbSet<IdempotencyRecord> IdempotencyRecords => Set<IdempotencyRecord>();

    /// <summary>Whether the next save ends the transaction.</summary>
    internal bool CommitsWithSave { get; set; }

    /// <summary>Begins a transaction, unless there is one: before a lock that is to last, and changes to save.</summary>
    internal async Task EnsureTransactionAsync(CancellationToken cancellationToken)
    {
        if (Database.CurrentTransaction is null)
            await Database.BeginTransactionAsync(cancellationToken);
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(EngifyDbContext).Assembly);
        modelBuilder.HasDbFunction(() => Locks.TryHold(default)).HasName("pg_try_advisory_xact_lock").IsBuiltIn();
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        // Every index is one that a query or a foreign key needs and stands in its entity's configuration.
        configurationBuilder.Conventions.Remove<ForeignKeyIndexConvention>();
        configurationBuilder.Conventions.Add(_ => new ReadableColumns());

        configurationBuilder.Properties<AccountRole>().HaveConversion<UpperSnakeConverter<AccountRole>>();
        configurationBuilder.Properties<BookingStatus>().HaveConversion<UpperSnakeConverter<BookingStatus>>();
        configurationBuilder.Properties<SessionType>().HaveConversion<UpperSnakeConverter<SessionType>>();
        configurationBuilder.Properties<ProductType>().HaveConversion<UpperSnakeConverter<ProductType>>();
        configurationBuilder.Properties<BundleCoverageType>().HaveConversion<UpperSnakeConverter<BundleCoverageType>>();
    }
}
