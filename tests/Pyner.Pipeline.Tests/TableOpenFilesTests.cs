using Xunit;

namespace Pyner.Pipeline.Tests;

/// <summary>A file of a table may have the rows of a thousand parts, and a process may often not have so many files open.</summary>
public sealed class TableOpenFilesTests(ManySubmissions submissions) : IClassFixture<ManySubmissions>
{
    // What a runtime has open by itself, and a part of the thousand.
    private const int OpenFiles = 256;

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Small_batches_make_the_same_tables_where_few_files_can_be_open(int threads)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there is no such limit here");
        using var folder = new TemporaryFolder();
        using JobProcess process = JobProcess.Start(submissions["tree"], folder["kb"], threads, 1, 100_000, "start", tables: true, openFiles: OpenFiles);
        (int exitCode, string said) = process.Wait();
        Assert.True(exitCode is 0 or 1, said);
        Assert.Equal(JobProcess.Undisturbed(submissions["tree"], folder["undisturbed"], 1, tables: true), PublishedOutputs.Of(folder["kb"]));
    }
}
