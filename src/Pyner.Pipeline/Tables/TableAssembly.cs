using Pyner.KnowledgeBase;
using Pyner.KnowledgeBase.Publishing;
using Pyner.Sra.Tables;

namespace Pyner.Pipeline.Tables;

/// <summary>
/// Makes a job's tables of the parts of its batches, as these are merged. The files are cut by the batches' ordinals alone: a file of a table has the rows of so
/// many consecutive batches, in their order, so the same job gives the same files however it was interrupted and whoever worked on it.
/// </summary>
/// <remarks>
/// A part stays until a checkpoint has all batches of its file, and the file is on the disk by then. Whoever goes on from a checkpoint finds for each batch that it
/// has either the file with the batch's rows, or the batch's part and its name in a list. Batches that no checkpoint has are parsed again.
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
    private List<PartReference>? _restored; // what the file in hand was made of before the ledger fell back
    private Task _writing = Task.CompletedTask;
    private int _flushed; // of the open ones

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
        long files = endsSource ? Files(endBatch) : endBatch / BatchesPerFile;
        if (endsSource && TablesFile.JobOf(_folders.Target) == _folders.JobId)
            return;
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
        if (parts.TrueForAll(IsThere))
            return;
        long whole = endBatch - open + BatchesPerFile;
        _restored = IsWritten(files) && PartList.Read(_folders.List(whole)) is List<PartReference> all && all.Take(open).SequenceEqual(parts)
            ? all
            : throw Missing("a part");
    }

    /// <summary>Takes the next batch.</summary>
    /// <exception cref="OutputException">A file can't be written.</exception>
    /// <exception cref="JobException">A part is damaged, or gone.</exception>
    public void Add(PartReference part)
    {
        if (part.Ordinal != EndBatch)
            throw new InvalidOperationException($"batch {part.Ordinal} came where {EndBatch} was to");
        EndBatch++;
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
        if (endsSource && (_open.Count > 0 || EndBatch == 0))
            BeginFile();
        _writing.GetAwaiter().GetResult();
        if (_open.Count == 0)
            return;
        if (!_partsAreDurable)
            FlushParts();
        PartList.Write(_folders.List(EndBatch), _open);
        FolderSync.Flush(_folders.Root);
    }

    /// <summary>A checkpoint was recorded that has all batches before <see cref="EndBatch"/>: their parts can go, where their file is written.</summary>
    public void CheckpointRecorded()
    {
        foreach ((_, List<PartReference> parts) in _written)
            parts.ForEach(Delete);
        _written.Clear();
    }

    /// <summary>Writes the catalogs' tables, and what says that all is there.</summary>
    /// <param name="whole">Everything merged, with no join open.</param>
    /// <param name="timestamp">The time that the outputs carry.</param>
    /// <exception cref="OutputException">Something can't be written.</exception>
    public void WriteCatalogs(Partial whole, DateTimeOffset timestamp)
    {
        if (!Directory.Exists(_folders.Tables))
            return;
        PartReference part;
        using (var writer = new PartWriter(_folders.Parts, EndBatch))
        {
            CatalogTables.Write(whole, writer);
            part = writer.Complete(isDurable: false);
        }
        WriteTables(CatalogTables.All, 0, [part]);
        long files = Files(EndBatch);
        TablesFile.Write(
            _folders.Tables,
            _folders.JobId,
            timestamp,
            [
                .. SraTables.All.Select(table => KeyValuePair.Create(table.Name, files)),
                .. CatalogTables.All.Select(table => KeyValuePair.Create(table.Name, 1L)),
            ]);
    }

    private long Files(long batches) => Math.Max(1, (batches + BatchesPerFile - 1) / BatchesPerFile);

    private bool IsWritten(long file) => SraTables.All.All(table => File.Exists(_folders.File(table.Name, file, _format.Extension)));

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
        if (_restored is List<PartReference> restored)
        {
            _restored = null;
            if (!restored.SequenceEqual(parts))
                throw Missing("a part");
            return;
        }
        _writing.GetAwaiter().GetResult();
        _written.Add((endBatch, parts));
        if (_threads == 1)
            WriteFile(endBatch, parts);
        else
            _writing = Task.Run(() => WriteFile(endBatch, parts));
    }

    private void WriteFile(long endBatch, List<PartReference> parts)
    {
        WriteTables(SraTables.All, Math.Max(0, endBatch - 1) / BatchesPerFile, parts);
        PartList.Write(_folders.List(endBatch), parts);
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
        catch (Exception e) when ((e is AggregateException all ? all.InnerExceptions[0] : e) is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw new JobException($"The parts of the tables can't be read: {(e as AggregateException)?.InnerExceptions[0].Message ?? e.Message}. Start the job anew.", e);
        }
        catch (AggregateException e)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
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
