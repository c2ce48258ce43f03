using Microsoft.Data.Sqlite;
using Pyner.LedgerContracts;
using Pyner.Pipeline.Ledgers;
using Xunit;

namespace Pyner.Pipeline.Tests.Ledgers;

public sealed class SqliteLedgerTests : LedgerContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string LedgerPath => _folder[SqliteLedger.RelativePath];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Only_one_process_may_hold_a_ledger()
    {
        using ILedger holder = Open(First);
        JobException refused = Assert.Throws<JobException>(() => SqliteLedger.Open(_folder.Path));
        Assert.Contains("Another pyner", refused.Message, StringComparison.Ordinal);
        Assert.Contains(_folder.Path, refused.Message, StringComparison.Ordinal);
        // The refusal must not cost the holder its lock: closing a file drops a process's locks on it.
        Assert.Throws<JobException>(() => SqliteLedger.Open(_folder.Path));
        Assert.NotNull(holder.Plan(First, Identity, Morning));
    }

    [Fact]
    public void A_file_that_is_no_database_is_named()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(LedgerPath)!);
        File.WriteAllText(LedgerPath, new string('x', 5000));
        JobException refused = Assert.Throws<JobException>(() => Open(First));
        Assert.Contains("no pyner ledger", refused.Message, StringComparison.Ordinal);
        Assert.Contains(LedgerPath, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_programs_database_is_left_alone()
    {
        Change("CREATE TABLE recipe (name TEXT)", "PRAGMA application_id = 77");
        byte[] before = File.ReadAllBytes(LedgerPath);
        JobException refused = Assert.Throws<JobException>(() => Open(First));
        Assert.Contains("no pyner ledger", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(LedgerPath));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(99)]
    public void A_ledger_of_another_version_is_refused_with_both_versions(int version)
    {
        Open(First).Dispose();
        Change($"PRAGMA user_version = {version}");
        JobException refused = Assert.Throws<JobException>(() => Open(First));
        Assert.Contains($"version {version}", refused.Message, StringComparison.Ordinal);
        Assert.Contains($"version {SqliteLedgerSchema.Version}", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_ledger_says_so()
    {
        using (ILedger ledger = Open(First))
        {
            string job = ledger.Plan(First, Identity, Morning).Id;
            ledger.Record(job, Chain(job, (10, 1_000, false))[0], new byte[100_000]);
        }
        using (FileStream file = File.OpenWrite(LedgerPath))
        {
            file.Position = 4096;
            file.Write(Enumerable.Repeat((byte)0xAB, 8192).ToArray());
        }
        JobException refused = Assert.Throws<JobException>(() =>
        {
            using ILedger ledger = Open(First);
            LedgerJob job = ledger.Find()!;
            ledger.ReadDelta(job.Id, 0);
        });
        Assert.Contains("damaged", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_that_no_ledger_writes_are_damage()
    {
        using (ILedger ledger = Open(First))
            ledger.Plan(First, Identity, Morning);
        Change("UPDATE job SET state = 'Asleep'");
        using ILedger again = Open(First);
        Assert.Contains("damaged", Assert.Throws<JobException>(again.Find).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_output_folder_below_a_file_is_refused()
    {
        File.WriteAllText(_folder["file"], "");
        JobException refused = Assert.Throws<JobException>(() => SqliteLedger.Open(_folder["file"]));
        Assert.Contains("--out", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_in_the_ledgers_place_is_refused()
    {
        Directory.CreateDirectory(LedgerPath);
        JobException refused = Assert.Throws<JobException>(() => Open(First));
        Assert.Contains("not writable", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_whose_making_was_cut_short_is_made_again()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(LedgerPath)!);
        File.WriteAllBytes(LedgerPath, []);
        using ILedger ledger = Open(First);
        Assert.NotNull(ledger.Plan(First, Identity, Morning));
    }

    [Fact]
    public void The_header_tells_what_the_file_is()
    {
        using (ILedger ledger = Open(First))
            ledger.Plan(First, Identity, Morning);
        Assert.Equal("PYNR"u8, File.ReadAllBytes(LedgerPath).AsSpan(68, 4));
    }

    [Fact]
    public void A_new_job_takes_the_place_of_the_one_before()
    {
        using ILedger ledger = Open(First);
        ledger.Plan(First, Identity, Morning);
        ledger.Record(First, Chain(First, (10, 1_000, false))[0], Delta(0));
        LedgerJob second = ledger.Plan(Second, Identity with { BatchSize = 7 }, Morning.AddDays(1));
        Assert.Equal(second, ledger.Find());
        Assert.Empty(ledger.ReadCheckpoints(First));
        Assert.Empty(ledger.ReadCheckpoints(Second));
    }

    protected override ILedger Open(string job) => SqliteLedger.Open(_folder.Path);

    private void Change(params string[] statements)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(LedgerPath)!);
        using var connection = new SqliteConnection($"Data Source={LedgerPath};Pooling=False");
        connection.Open();
        foreach (string statement in statements)
        {
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = statement;
            command.ExecuteNonQuery();
        }
    }
}
