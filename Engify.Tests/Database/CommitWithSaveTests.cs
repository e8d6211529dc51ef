using System.Diagnostics;
using Engify.Features.Database;
using Engify.Features.Students;

namespace Engify.Tests.Database;

public sealed class CommitWithSaveTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    [Fact]
    public async Task The_changes_sent_with_COMMIT_are_one_command()
    {
        using var instead = new Activity("request").Start(); // of which commands are counted
        using var sent = new SentCommands(engify.ConnectionString);

        await engify.QueryAsync(db =>
        {
            for (var i = 0; i < CommitWithSave.MaxChanges; i++)
            {
                db.Add(new Student(
                    Guid.CreateVersion7(), $"student{i}@commit.example", $"Student {i}", EngifyFixture.Start));
            }

            return db.SaveChangesAsync();
        });

        Assert.Single(sent.Texts, text => text.StartsWith("INSERT", StringComparison.Ordinal));
    }
}
