using Pyner.Corpus.Truth;

namespace Pyner.Corpus.Output;

/// <summary>Writes a corpus as a directory tree, by several threads: no file depends on another.</summary>
internal static class TreeOutput
{
    /// <summary>Submissions that a thread takes at a time: few, since one may be a thousand times as large as the next.</summary>
    private const int Share = 16;

    public static CorpusTruth Write(string folder, CorpusOptions options, IProgress<long>? progress, CancellationToken cancellation)
    {
        var whole = new CorpusTruth();
        long next = 0;
        long done = 0;
        Parallel.For(
            0,
            options.Threads,
            new ParallelOptions { MaxDegreeOfParallelism = options.Threads, CancellationToken = cancellation },
            _ =>
            {
                var generator = new SubmissionGenerator(options);
                var part = new CorpusTruth();
                long first;
                while ((first = Interlocked.Add(ref next, Share) - Share) < options.Submissions)
                {
                    long end = Math.Min(first + Share, options.Submissions);
                    for (long i = first; i < end; i++)
                    {
                        cancellation.ThrowIfCancellationRequested();
                        WriteSubmission(folder, generator, i, part);
                    }
                    progress?.Report(Interlocked.Add(ref done, end - first));
                }
                lock (whole)
                    whole.Add(part);
            });
        return whole;
    }

    private static void WriteSubmission(string folder, SubmissionGenerator generator, long index, CorpusTruth truth)
    {
        bool exists = false;
        generator.Generate(index, truth, (path, _, bytes, _, _) =>
        {
            string file = Path.Combine(folder, path);
            if (!exists)
                Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            exists = true;
            using Microsoft.Win32.SafeHandles.SafeFileHandle handle = File.OpenHandle(file, FileMode.CreateNew, FileAccess.Write);
            RandomAccess.Write(handle, bytes, 0);
        });
    }
}
