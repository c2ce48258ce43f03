using Pyner.KnowledgeBase.Publishing;
using Pyner.Pipeline.Tests.Fakes;
using Pyner.Sra.Sources;
using Xunit;

namespace Pyner.Pipeline.Tests;

/// <summary>What a person is told to do about what ended a job.</summary>
public sealed class BuildAdviceTests
{
    private static readonly MemorySource s_source = new([]);

    public static TheoryData<Exception, bool, string> Faults => new()
    {
        { new SourceException("It is cut off."), false, "Then go on with the same command and --resume." },
        { new SourceException("It holds no submission."), true, "Nothing was read before: the next build into this folder begins anew." },
        { new OutputException("/kb/part", "The disk is full.", new IOException()), false, "What the last checkpoint has is safe: go on with --resume." },
        { new JobException("Another process has the ledger."), false, "" },
        { new InvalidOperationException("A fault of the program."), false, "" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void It_fits_the_fault(Exception fault, bool isEmpty, string advice)
    {
        BuildFault told = BuildFault.Unread(fault, s_source, isEmpty);
        Assert.Equal((fault.Message, advice), (told.Reason, told.Advice.TrimStart()));
        Assert.Equal(fault is InvalidOperationException ? fault : null, told.Cause);
    }
}
