using System.Text.RegularExpressions;
using Engify.Features.Database;
using Engify.Features.Students;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Engify.Tests.Database;

/// <summary>
/// What fails over a connection, whatever way and however often it was sent before, is past and gone.
/// </summary>
public sealed class PreparedStatementTests : IAsyncLifetime
{
    private const int Uses = 7;

    private static readonly Dictionary<string, Func<EngifyDbContext, Task<int>>> Ways = new()
    {
        ["a query"] = db =>
        {
            var start = EngifyFixture.Start;
            return db.AuditEntries.CountAsync(entry => entry.OccurredAt > start);
        },
        ["a query of ours"] = async db => (await db.Students.FromStatement(
            $"""
            INSERT INTO students (id, email, name, created_at, updated_at)
            VALUES ({Guid.CreateVersion7()}, {$"{Guid.NewGuid()}"}, {"A"}, {EngifyFixture.Start}, {EngifyFixture.Start})
            RETURNING {Columns.Of<Student>()}
            """).ToListAsync()).Count,
        ["a command of ours"] = db => db.Database.ExecuteSqlAsync(
            $"""
            SELECT pg_advisory_xact_lock(1);
            SELECT count(*) FROM audit_entries WHERE occurred_at > {EngifyFixture.Start}
            """),
        ["an update"] = db =>
        {
            var start = EngifyFixture.Start;
            return db.Students.Where(student => student.Name == "nobody")
                .ExecuteUpdateAsync(set => set.SetProperty(student => student.UpdatedAt, start));
        },
        ["a save"] = db =>
        {
            for (var i = 0; i < 3; i++)
                db.Add(new Student(Guid.CreateVersion7(), $"{Guid.NewGuid()}", "A", EngifyFixture.Start));
            return db.SaveChangesAsync();
        },
        ["a save that returns something"] = db =>
        {
            db.Add(new DataProtectionKey { FriendlyName = $"{Guid.NewGuid()}", Xml = "xml" });
            return db.SaveChangesAsync();
        },
    };

    private string connectionString = null!;

    public static TheoryData<string, string?, bool> Cases
    {
        get
        {
            var cases = new TheoryData<string, string?, bool>();
            foreach (var way in Ways.Keys)
            {
                foreach (var inTransaction in new[] { false, true })
                {
                    cases.Add(way, null, inTransaction);
                    // The operator's own settings, without those of the service: values are then planned with, too.
                    cases.Add(way, "-c statement_timeout=0", inTransaction);
                }
            }

            return cases;
        }
    }

    public async Task InitializeAsync() => connectionString = await TestPostgres.CreateDatabaseAsync();

    public Task DisposeAsync() => TestPostgres.DropDatabaseAsync(connectionString);

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Values_that_cannot_be_bound_do_not_spoil_later_uses_of_the_statement(
        string way, string? options, bool inTransaction)
    {
        for (var failing = 1; failing <= Uses; failing++)
        {
            await using var pool = new Pool(this, options, $"{way} {failing}");
            var expected = failing == 1 ? null : (int?)await pool.SendAsync(way, inTransaction);
            for (var use = 2; use < failing; use++)
                Assert.Equal(expected, await pool.SendAsync(way, inTransaction));

            pool.IsSpoiling = true;
            var failure = await Assert.ThrowsAnyAsync<Exception>(() => pool.SendAsync(way, inTransaction));
            pool.IsSpoiling = false;
            Assert.Contains(
                ((PostgresException)failure.GetBaseException()).SqlState,
                new[] { PostgresErrorCodes.CharacterNotInRepertoire, PostgresErrorCodes.DatetimeFieldOverflow });

            expected ??= await pool.SendAsync(way, inTransaction);
            for (var use = 0; use < Uses; use++)
                Assert.Equal(expected, await pool.SendAsync(way, inTransaction));
            Assert.Equal(1, await pool.CountConnectionsAsync());
        }
    }

    [Fact]
    public async Task After_a_savepoint_the_transaction_goes_on_over_the_same_connection()
    {
        for (var failing = 1; failing <= Uses; failing++)
        {
            await using var pool = new Pool(this, null, $"savepoint {failing}");
            var before = failing - 1;
            await pool.InTransactionAsync(async (db, transaction) =>
            {
                for (var use = 0; use < before; use++)
                    Assert.Equal(1, await Ways["a query of ours"](db));

                await transaction.CreateSavepointAsync("before");
                pool.IsSpoiling = true;
                await Assert.ThrowsAsync<PostgresException>(() => Ways["a query of ours"](db));
                pool.IsSpoiling = false;
                await transaction.RollbackToSavepointAsync("before");

                return Assert.Single(new[] { await Ways["a query of ours"](db) });
            });
        }
    }

    /// <summary>
    /// With the values known, PostgreSQL calculates what it can while it plans, which is while it binds.
    /// </summary>
    [Theory]
    [InlineData("SELECT 1 / {0} AS \"Value\"", PostgresErrorCodes.DivisionByZero)]
    [InlineData("SELECT interrupted({0}) AS \"Value\"", PostgresErrorCodes.QueryCanceled)]
    public async Task A_failure_while_planning_does_not_spoil_the_statement_either(string calculation, string sqlState)
    {
        await using (var source = TestPostgres.SourceOf(connectionString))
        {
            await using var define = source.CreateCommand(
                """
                CREATE FUNCTION interrupted(value int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS $$
                BEGIN
                    IF value = 0 THEN PERFORM pg_cancel_backend(pg_backend_pid()), pg_sleep(30); END IF;
                    RETURN value;
                END $$
                """);
            await define.ExecuteNonQueryAsync();
        }

        for (var failing = 1; failing <= Uses; failing++)
        {
            await using var pool = new Pool(this, "-c plan_cache_mode=force_custom_plan", $"{sqlState} {failing}");
            for (var use = 1; use < failing; use++)
                Assert.Equal(1, await CalculateAsync(pool, 1));
            var failure = await Assert.ThrowsAnyAsync<Exception>(() => CalculateAsync(pool, 0));
            Assert.Equal(sqlState, ((PostgresException)failure.GetBaseException()).SqlState);
            for (var use = 0; use < Uses; use++)
                Assert.Equal(1, await CalculateAsync(pool, 1));
        }

        async Task<int> CalculateAsync(Pool pool, int value)
        {
            await using var db = pool.Open();
            return Assert.Single(await db.Database.SqlQueryRaw<int>(calculation, value).ToListAsync());
        }
    }

    [Fact]
    public async Task A_statement_that_a_constraint_refused_is_sent_prepared_the_next_time()
    {
        await using var pool = new Pool(this, null, "constraint");
        var known = Guid.CreateVersion7();
        await InsertAsync(known);
        for (var failing = 1; failing <= Uses; failing++)
        {
            var failure = await Assert.ThrowsAsync<PostgresException>(() => InsertAsync(known));
            Assert.Equal(PostgresErrorCodes.UniqueViolation, failure.SqlState);
            Assert.Equal(1, await InsertAsync(Guid.CreateVersion7()));
        }

        async Task<int> InsertAsync(Guid id)
        {
            await using var db = pool.Open();
            return (await db.Students.FromStatement(
                $"""
                INSERT INTO students (id, email, name, created_at, updated_at)
                VALUES ({id}, {$"{Guid.NewGuid()}"}, {"A"}, {EngifyFixture.Start}, {EngifyFixture.Start})
                RETURNING {Columns.Of<Student>()}
                """).ToListAsync()).Count;
        }
    }

    /// <summary>For a pooler that has no prepared statements.</summary>
    [Theory]
    [InlineData("Max Auto Prepare=0", 0)]
    [InlineData("Max Auto Prepare=100", 1)]
    [InlineData("", 1)]
    public async Task The_operator_says_whether_statements_are_prepared(string setting, int prepared)
    {
        await using var pool = new Pool(this, null, setting, setting);
        for (var use = 0; use < Uses; use++)
            await pool.SendAsync("an update", false);

        await using var db = pool.Open();
        Assert.Equal(
            prepared,
            await db.Database.SqlQueryRaw<int>(
                """SELECT count(*)::int AS "Value" FROM pg_prepared_statements WHERE statement LIKE 'UPDATE%'""")
                .SingleAsync());
    }

    [Theory]
    [InlineData("plain, ümlaut, 日本語, 🤒", true)]
    [InlineData("", true)]
    [InlineData(@"\uFFFE\uFFFF\uFEFF\u0001", true)]
    [InlineData(@"a\0b", false)]
    [InlineData(@"a\uD83Eb", false)]
    [InlineData(@"a\uD83E", false)]
    [InlineData(@"\uDD12a", false)]
    [InlineData(@"🤒\uDD12", false)]
    [InlineData(@"\uDD12\uD83E", false)]
    public async Task Only_text_that_PostgreSQL_can_hold_is_sent(string escaped, bool isStorable)
    {
        var text = Regex.Unescape(escaped); // the test's own data would not keep halves of pairs
        await using var pool = new Pool(this, null, "text");
        await using var db = pool.Open();

        if (isStorable)
        {
            Assert.Equal(text, await db.Database.SqlQuery<string>($"SELECT {text} AS \"Value\"").SingleAsync());
        }
        else
        {
            await Assert.ThrowsAsync<UnstorableTextException>(
                () => db.Database.SqlQuery<string>($"SELECT {text} AS \"Value\"").SingleAsync());
            await Assert.ThrowsAsync<UnstorableTextException>(
                () => db.Students.AnyAsync(student => new[] { "a", text }.Contains(student.Name)));
            db.Add(new Student(Guid.CreateVersion7(), "a", text, EngifyFixture.Start));
            Assert.IsType<UnstorableTextException>(
                (await Assert.ThrowsAnyAsync<Exception>(() => db.SaveChangesAsync())).GetBaseException());
        }
    }

    /// <summary>One connection, as the service would use it, that nobody has used before.</summary>
    private sealed class Pool : IAsyncDisposable
    {
        private readonly DbContextOptions<EngifyDbContext> options;

        public Pool(PreparedStatementTests tests, string? options, string name, string setting = "")
        {
            var builder = new DbContextOptionsBuilder<EngifyDbContext>();
            builder.UseEngify(
                $"{tests.connectionString};{setting};Application Name={name.Replace('=', ' ')};"
                + $"Maximum Pool Size=1{(options is null ? "" : $";Options={options}")}");
            builder.AddInterceptors(new SpoiledValues(() => IsSpoiling));
            this.options = builder.Options;
            Name = name.Replace('=', ' ');
        }

        public bool IsSpoiling { get; set; }

        private string Name { get; }

        public EngifyDbContext Open() => new(options);

        public async Task<int> SendAsync(string way, bool inTransaction)
        {
            if (inTransaction)
                return await InTransactionAsync((db, _) => Ways[way](db));

            await using var db = Open();
            return await Ways[way](db);
        }

        public async Task<int> InTransactionAsync(Func<EngifyDbContext, IDbContextTransaction, Task<int>> send)
        {
            await using var db = Open();
            return await db.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
            {
                await using var transaction = await db.Database.BeginTransactionAsync();
                var result = await send(db, transaction);
                await transaction.CommitAsync();
                return result;
            });
        }

        /// <summary>How many connections were opened until now, of which one was enough.</summary>
        public async Task<int> CountConnectionsAsync()
        {
            await using var db = Open();
            return await db.Database.SqlQuery<int>(
                $"""SELECT count(*)::int AS "Value" FROM pg_stat_activity WHERE application_name = {Name}""")
                .SingleAsync();
        }

        public async ValueTask DisposeAsync()
        {
            await using var db = Open();
            NpgsqlConnection.ClearPool((NpgsqlConnection)db.Database.GetDbConnection());
        }
    }
}
