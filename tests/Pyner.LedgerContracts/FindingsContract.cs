using Pyner.Pipeline.Distribution;
using Pyner.Pipeline.Distribution.Findings;
using Pyner.Pipeline.Outputs;
using Xunit;

namespace Pyner.LedgerContracts;

/// <summary>What every ledger of the services must do with notes of what a job has found.</summary>
public abstract class FindingsContract : DistributedLedgerContract
{
    private static readonly JobFindings s_first = new()
    {
        Submissions = 12_345_678_901,
        Samples = 7,
        UniqueOrganisms = 3,
        Organisms = [new FoundValue("<img src=x onerror=alert(1)>", 4), new FoundValue("\"é\u202e\u0000😀\\", 2), new FoundValue("", 1)],
        Experiments = 9,
        UniqueStrategies = 1,
        Strategies = [new FoundValue("WGS", 9)],
        RejectedFiles = 2,
        Reasons = [new FoundReason("xml-malformed", 2, [new FoundFile("a/b.xml", "the end\ncame", 17, 2), new FoundFile("a/c.xml", "", null, null)])],
        Course = [new ThroughputPoint(1, 0, 0, 0), new ThroughputPoint(2, 1.5, 7, null)],
    };

    [Fact]
    public async Task What_was_noted_last_is_found_as_it_was_noted_and_changes_nothing_else()
    {
        string job = await CreateAsync(), other = await CreateAsync();
        RoleLease aggregator = await TakeAsync(job, JobRole.Aggregator);
        JobStatus before = await StatusAsync(job);
        Assert.Null(await Jobs.FindFindingsAsync(job, Cancellation));
        await Jobs.NoteFindingsAsync(aggregator, s_first, Cancellation);
        Assert.Equivalent(s_first, await Jobs.FindFindingsAsync(job, Cancellation), strict: true);
        var second = new JobFindings { Submissions = 12_345_678_902 };
        await Jobs.NoteFindingsAsync(aggregator, second, Cancellation);
        Assert.Equivalent(second, await Jobs.FindFindingsAsync(job, Cancellation), strict: true);
        Assert.Null(await Jobs.FindFindingsAsync(other, Cancellation));
        Assert.Equal(before.Revision, (await StatusAsync(job)).Revision);
    }

    [Fact]
    public async Task Who_lost_the_role_notes_nothing_more()
    {
        string job = await CreateAsync();
        RoleLease first = await TakeAsync(job, JobRole.Aggregator, "first", TimeSpan.Zero);
        await Jobs.NoteFindingsAsync(first, s_first, Cancellation);
        RoleLease second = await TakeAsync(job, JobRole.Aggregator, "second");
        await Assert.ThrowsAsync<LeaseLostException>(() => Jobs.NoteFindingsAsync(first, new JobFindings(), Cancellation));
        Assert.Equal(s_first.Submissions, (await Jobs.FindFindingsAsync(job, Cancellation))!.Submissions);
        await Assert.ThrowsAsync<ArgumentException>(async () => await Jobs.NoteFindingsAsync(await TakeAsync(job, JobRole.Scanner), s_first, Cancellation));
        await Jobs.NoteFindingsAsync(second, new JobFindings { Submissions = 5 }, Cancellation);
        Assert.Equal(5, (await Jobs.FindFindingsAsync(job, Cancellation))!.Submissions);
    }

    [Fact]
    public async Task The_last_note_stays_when_the_job_ends()
    {
        string job = await CreateAsync();
        RoleLease aggregator = await TakeAsync(job, JobRole.Aggregator);
        await Jobs.NoteFindingsAsync(aggregator, s_first, Cancellation);
        await Jobs.EndAsync(aggregator, DistributedJobState.Failed, "no reason", Cancellation);
        Assert.Equal(s_first.Submissions, (await Jobs.FindFindingsAsync(job, Cancellation))!.Submissions);
        await Assert.ThrowsAsync<LeaseLostException>(() => Jobs.NoteFindingsAsync(aggregator, new JobFindings(), Cancellation));
    }
}
