using System.IO.Compression;
using Pyner.Corpus.Output;
using Pyner.Corpus.Truth;

namespace Pyner.Corpus;

/// <summary>
/// Makes a corpus in the layout of NCBI's dump, of documents as the archive has them, and beside it the figures that an exact reader must find.
/// </summary>
public static class CorpusGenerator
{
    /// <summary>Where the truth of a corpus is written: beside it, as <c>NAME.truth.json</c>.</summary>
    /// <param name="target">The corpus's folder or file.</param>
    public static string TruthPath(string target)
    {
        string path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(target));
        foreach (string suffix in (string[])[".tar.gz", ".tgz", ".tar"])
        {
            if (path.EndsWith(suffix, StringComparison.Ordinal))
                return path[..^suffix.Length] + ".truth.json";
        }
        return path + ".truth.json";
    }

    /// <summary>Writes a corpus as a directory tree, and its truth beside it.</summary>
    /// <param name="folder">The corpus's root; made if it does not exist.</param>
    /// <param name="options">What to make.</param>
    /// <param name="progress">Told the number of submissions written so far.</param>
    /// <param name="cancellation">Stops the work; what was written stays.</param>
    /// <returns>The truth that was written.</returns>
    /// <exception cref="IOException">The folder holds something already, or can't be written.</exception>
    public static CorpusTruth WriteTree(
        string folder, CorpusOptions options, IProgress<long>? progress = null, CancellationToken cancellation = default)
    {
        options.Validate();
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
            throw new IOException($"the folder {folder} is not empty: a corpus is written into a new or empty folder only");
        Directory.CreateDirectory(folder);
        CorpusTruth truth = TreeOutput.Write(folder, options, progress, cancellation);
        WriteTruth(TruthPath(folder), options, truth);
        return truth;
    }

    /// <summary>Writes a corpus as an uncompressed tar, and its truth beside it.</summary>
    /// <param name="file">The archive; replaced if it exists.</param>
    /// <param name="options">What to make.</param>
    /// <param name="progress">Told the number of submissions written so far.</param>
    /// <param name="cancellation">Stops the work; the archive is then not there.</param>
    /// <returns>The truth that was written.</returns>
    /// <exception cref="IOException">The file can't be written.</exception>
    public static CorpusTruth WriteTar(
        string file, CorpusOptions options, IProgress<long>? progress = null, CancellationToken cancellation = default) =>
        WriteArchive(file, options, stream => stream, progress, cancellation);

    /// <summary>Writes a corpus as a gzip-compressed tar, as distributed, and its truth beside it.</summary>
    /// <inheritdoc cref="WriteTar"/>
    public static CorpusTruth WriteTarGz(
        string file, CorpusOptions options, IProgress<long>? progress = null, CancellationToken cancellation = default) =>
        WriteArchive(file, options, stream => new GZipStream(stream, CompressionLevel.Optimal), progress, cancellation);

    /// <summary>Makes submissions one after the other, in memory.</summary>
    /// <param name="options">What to make; <see cref="CorpusOptions.Threads"/> is not used.</param>
    public static IEnumerable<GeneratedSubmission> Generate(CorpusOptions options)
    {
        options.Validate();
        return Sequence(options);
    }

    /// <summary>Makes the submission at one index alone.</summary>
    public static GeneratedSubmission Generate(CorpusOptions options, long index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, CorpusAccession.MaxSubmissions);
        return InMemory(new SubmissionGenerator(options.Validate()), index);
    }

    /// <summary>Writes a truth as <c>truth.json</c>, under a temporary name first.</summary>
    public static void WriteTruth(string file, CorpusOptions options, CorpusTruth truth)
    {
        string temporary = file + ".tmp";
        using (var stream = new FileStream(temporary, FileMode.Create))
            TruthWriter.Write(stream, options, truth);
        File.Move(temporary, file, overwrite: true);
    }

    private static IEnumerable<GeneratedSubmission> Sequence(CorpusOptions options)
    {
        var generator = new SubmissionGenerator(options);
        for (long i = 0; i < options.Submissions; i++)
            yield return InMemory(generator, i);
    }

    private static GeneratedSubmission InMemory(SubmissionGenerator generator, long index)
    {
        var files = new List<GeneratedFile>();
        var truth = new CorpusTruth();
        string accession = generator.Generate(index, truth, (path, kind, bytes, fault, offset) =>
            files.Add(new GeneratedFile { Kind = kind, Path = path, Bytes = bytes.ToArray(), Fault = fault, FaultOffset = offset }));
        return new GeneratedSubmission { Index = index, Accession = accession, Files = files, Expected = truth };
    }

    private static CorpusTruth WriteArchive(
        string file, CorpusOptions options, Func<Stream, Stream> wrap, IProgress<long>? progress, CancellationToken cancellation)
    {
        options.Validate();
        string temporary = file + ".tmp";
        CorpusTruth truth;
        try
        {
            using var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.Read, 1 << 20);
            using Stream wrapped = wrap(stream);
            truth = ArchiveOutput.Write(wrapped, options, progress, cancellation);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
        File.Move(temporary, file, overwrite: true);
        WriteTruth(TruthPath(file), options, truth);
        return truth;
    }
}
