using System.Runtime.ExceptionServices;
using Pyner.KnowledgeBase;
using Pyner.KnowledgeBase.Publishing;
using Pyner.Sra.Tables;

namespace Pyner.Pipeline.Tables;

/// <summary>
/// Makes a job's tables of the parts of its batches, as these are merged. The files are cut by the batches' ordinals alone: a file of a table has the rows
/// of so many consecutive batches, in their order, so the same job gives the same files however it was interrupted and whoever worked on it.
/// </summary>
/// <remarks>
/// A part stays until a checkpoint has all batches of its file, and the file is on the disk by then. Whoever goes on from a checkpoint finds for each
/// batch that it has either the file with the batch's rows, or the batch's part and its name in a list. Batches that no checkpoint has are parsed again.
/// </remarks>
internal sealed class TableAssembly
{
    /// <summary>Submissions in a file, about: hundreds of files for the whole archive, each of a few megabytes.</summary>
    public const int FileSubmissions = 10_000;

    private const int MostBatches = 1000; // in a file

    // All of them, for batches of the usual size. A process often may have no more than 1,024 files open, and has others too.
    private const int MostOpenParts = 128;

    private readonly TableFolders _folders;
    private readonly ITableFormat _format;
    private readonly int _threads;
    private readonly bool _partsAreDurable;
    private readonly List<PartReference> _open = []; // of the file in hand
    private readonly List<(long EndBatch, List<PartReference> Parts)> _written = []; // files that no checkpoint has yet
    private Task _writing = Task.CompletedTask;
    private int _flushed; // of the open ones
    private bool _isPublished;

    /// <summary>Prepares to make tables.</summary>
    /// <param name="folders">Where.</param>
    /// <param name="format">Writes files.</param>
    /// <param name="batchSize">Submissions in a batch.</param>
    /// <param name="threads">Tables that may be written at the same time.</param>
    /// <param name="partsAreDurable">Whether parts are on the disk when they come.</param>
    public TableAssembly(TableFolders folders, ITableFormat format, int batchSize, int threads, bool partsAreDurable)
    {
        _folders = folders;
        _format = format;
        _threads = threads;
        _partsAreDurable = partsAreDurable;
        BatchesPerFile = Math.Clamp((FileSubmissions + batchSize - 1) / batchSize, 1, MostBatches);
    }

    /// <summary>How many batches' rows a file has.</summary>
    public int BatchesPerFile { get; }

    /// <summary>Ordinal of the batch that comes next.</summary>
    public long EndBatch { get; private set; }

    /// <summary>Goes on from a checkpoint.</summary>
    /// <param name="endBatch">The first batch that it does not have.</param>
    /// <param name="endsSource">Whether no batch is left.</param>
    /// <exception cref="JobException">What should be there is not.</exception>
    public void Resume(long endBatch, bool endsSource)
    {
        EndBatch = endBatch;
        // Not only at the end: a ledger that lost its last checkpoint may ask for what is done.
        _isPublished = _folders.IsPublished;
        if (_isPublished)
            return;
        long files = endsSource ? Files(endBatch) : endBatch / BatchesPerFile;
        for (long file = 0; file < files; file++)
        {
            if (!IsWritten(file))
                throw Missing($"file {file} of the tables");
        }
        int open = (int)(endBatch % BatchesPerFile);
        if (endsSource || open == 0)
            return;
        List<PartReference> parts = PartList.Read(_folders.List(endBatch)) ?? throw Missing("the list of parts");
        if (parts.Count != open || parts[0].Ordinal != endBatch - open)
            throw Missing("a part of the list of parts");
        _open.AddRange(parts);
        _flushed = open;
        if (!parts.TrueForAll(IsThere) && !IsWritten(files, parts))
            throw Missing("a part");
    }

    /// <summary>Takes the next batch.</summary>
    /// <exception cref="OutputException">A file can't be written.</exception>
    /// <exception cref="JobException">A part is damaged, or gone.</exception>
    public void Add(PartReference part)
    {
        if (part.Ordinal != EndBatch)
            throw new InvalidOperationException($"batch {part.Ordinal} came where {EndBatch} was to");
        EndBatch++;
        if (_isPublished)
            return;
        _open.Add(part);
        if (_open.Count == BatchesPerFile)
            BeginFile();
    }

    /// <summary>Makes sure that everything is on the disk that a checkpoint at <see cref="EndBatch"/> needs.</summary>
    /// <param name="endsSource">Whether no batch is left.</param>
    /// <exception cref="OutputException">Something can't be written.</exception>
    /// <exception cref="JobException">A part is damaged, or gone.</exception>
    public void PrepareCheckpoint(bool endsSource)
    {
        if (_isPublished)
            return;
        if (endsSource && (_open.Count > 0 || EndBatch == 0))
            BeginFile();
        _writing.GetAwaiter().GetResult();
        if (_open.Count == 0)
            return;
        if (!_partsAreDurable)
            FlushParts();
        WriteList(EndBatch, _open);
    }

    /// <summary>A checkpoint was recorded that has all batches before <see cref="EndBatch"/>: their parts can go, where their file is written.</summary>
    public void CheckpointRecorded()
    {
        foreach ((_, List<PartReference> parts) in _written)
            parts.ForEach(Delete);
        _written.Clear();
    }

    /// <summary>Waits until nothing is being written any more, whether it could be or not: for whoever does not go on.</summary>
    public void Settle() => Task.WaitAny(_writing);

    /// <summary>Writes the catalogs' tables, and what says that all is there.</summary>
    /// <param name="whole">Everything merged, with no join open.</param>
    /// <param name="timestamp">The time that the outputs carry.</param>
    /// <exception cref="OutputException">Something can't be written.</exception>
    public void WriteCatalogs(Partial whole, DateTimeOffset timestamp)
    {
        if (_folders.IsPublished)
        {
            // Published by an execution that came no further: what is published now carries another time.
            if (TablesFile.TimeOf(_folders.Target) != PublicationTime.ToText(timestamp))
            {
                WriteTablesFile(_folders.Target, timestamp);
                FolderSync.Flush(_folders.Target);
            }
            return;
        }
        if (!Directory.Exists(_folders.Tables))
            return;
        PartReference part;
        using (var writer = new PartWriter(_folders.Parts, EndBatch))
        {
            CatalogTables.Write(whole, writer);
            part = writer.Complete(isDurable: false);
        }
        WriteTables(CatalogTables.All, 0, [part]);
        if (!_isPublished)
            WriteTablesFile(_folders.Tables, timestamp);
    }

    private void WriteTablesFile(string folder, DateTimeOffset timestamp)
    {
        long files = Files(EndBatch);
        TablesFile.Write(
            folder,
            _folders.JobId,
            timestamp,
            [
                .. SraTables.All.Select(table => KeyValuePair.Create(table.Name, files)),
                .. CatalogTables.All.Select(table => KeyValuePair.Create(table.Name, 1L)),
            ]);
    }

    /// <summary>The file that has the last of some batches.</summary>
    private long FileOf(long endBatch) => Math.Max(0, endBatch - 1) / BatchesPerFile;

    private long Files(long batches) => Math.Max(1, (batches + BatchesPerFile - 1) / BatchesPerFile);

    private bool IsWritten(long file) => SraTables.All.All(table => File.Exists(_folders.File(table.Name, file, _format.Extension)));

    /// <summary>Whether a file is written whose rows are those of some parts and, perhaps, more parts behind them.</summary>
    private bool IsWritten(long file, List<PartReference> parts)
    {
        long from = parts[0].Ordinal;
        return IsWritten(file) && _folders
            .Lists(from + parts.Count, from + BatchesPerFile)
            .Any(path => PartList.Read(path) is List<PartReference> all && all.Take(parts.Count).SequenceEqual(parts));
    }

    private bool IsThere(PartReference part) => part.FileName is not string name || File.Exists(Path.Combine(_folders.Parts, name));

    private JobException Missing(string what) => new(
        $"The tables of job {_folders.JobId} can't be gone on with: {what} is missing in '{_folders.Root}'. Start the job anew.");

    /// <summary>Writes the files of the open parts, beside what comes next.</summary>
    private void BeginFile()
    {
        List<PartReference> parts = [.. _open];
        _open.Clear();
        _flushed = 0;
        long endBatch = EndBatch;
        // A ledger that fell back has batches come once more whose parts are gone, because a checkpoint that it lost had their file.
        if (!parts.TrueForAll(IsThere) && IsWritten(FileOf(endBatch))
            && PartList.Read(_folders.List(endBatch)) is List<PartReference> written && written.SequenceEqual(parts))
            return;
        _writing.GetAwaiter().GetResult();
        _written.Add((endBatch, parts));
        if (_threads == 1)
            WriteFile(endBatch, parts);
        else
            _writing = Task.Run(() => WriteFile(endBatch, parts));
    }

    private void WriteFile(long endBatch, List<PartReference> parts)
    {
        WriteTables(SraTables.All, FileOf(endBatch), parts);
        if (!_isPublished)
            WriteList(endBatch, parts);
    }

    private void WriteList(long endBatch, IReadOnlyList<PartReference> parts)
    {
        string path = _folders.List(endBatch);
        try
        {
            // Where every batch so far was given up, nobody has made it.
            Directory.CreateDirectory(_folders.Root);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw AtomicFile.Failure(path, e);
        }
        PartList.Write(path, parts);
        FolderSync.Flush(_folders.Root);
    }

    private void WriteTables(IEnumerable<TableSchema> tables, long number, IReadOnlyList<PartReference> parts)
    {
        List<PartFile> files = [];
        try
        {
            foreach (PartReference part in parts.Where(part => part.Digest is not null))
                files.Add(new PartFile(_folders.Parts, part, staysOpen: files.Count < MostOpenParts));
            // The largest first, so that it does not come last and alone.
            Parallel.ForEach(
                tables.OrderByDescending(table => files.Sum(file => file.Chunks(table.Name).Sum(chunk => chunk.Size))),
                new ParallelOptions { MaxDegreeOfParallelism = _threads },
                table => TableFile.Write(
                    _folders.File(table.Name, number, _format.Extension), _format, table, [.. files.SelectMany(file => file.Chunks(table.Name))]));
        }
        catch (Exception e)
        {
            // Another aggregator was faster, before a ledger that fell back forgot of it: then the parts are gone, because nobody needs them any more.
            _isPublished = _folders.IsPublished;
            if (_isPublished)
                return;
            Exception first = e is AggregateException all ? all.InnerExceptions[0] : e;
            if (first is InvalidDataException)
                throw new JobException($"The parts of the tables can't be read: {first.Message}. Start the job anew.", first);
            // Perhaps the disk is away for a while, and the parts are not gone.
            if (first is IOException or UnauthorizedAccessException)
                throw new OutputException(_folders.Parts, $"The parts of the tables in '{_folders.Parts}' can't be read: {first.Message}", first);
            ExceptionDispatchInfo.Throw(first);
        }
        finally
        {
            files.ForEach(file => file.Dispose());
        }
    }

    private void FlushParts()
    {
        for (; _flushed < _open.Count; _flushed++)
        {
            if (_open[_flushed].FileName is not string name)
                continue;
            string path = Path.Combine(_folders.Parts, name);
            try
            {
                using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
                RandomAccess.FlushToDisk(handle);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw AtomicFile.Failure(path, e);
            }
        }
        FolderSync.Flush(_folders.Parts);
    }

    private void Delete(PartReference part)
    {
        try
        {
            if (part.FileName is string name)
                File.Delete(Path.Combine(_folders.Parts, name));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It only takes room, until the job is over.
        }
    }
}
