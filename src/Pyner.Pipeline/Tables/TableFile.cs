using Pyner.KnowledgeBase.Publishing;
using Pyner.Sra.Tables;

namespace Pyner.Pipeline.Tables;

/// <summary>Writes a file of a table so that its name only ever shows whole content.</summary>
internal static class TableFile
{
    /// <summary>Writes a file, replacing the one of that name; it is on the disk when this returns.</summary>
    /// <exception cref="OutputException">It can't be written.</exception>
    /// <exception cref="InvalidDataException">A part is damaged.</exception>
    public static void Write(string path, ITableFormat format, TableSchema table, IReadOnlyList<PartChunk> chunks)
    {
        // Of its own: two aggregators may write the same file at the same time, and both give it the same content.
        string temporary = $"{path}.{Guid.NewGuid():N}{AtomicFile.TemporarySuffix}";
        string folder = Path.GetDirectoryName(path)!;
        try
        {
            Directory.CreateDirectory(folder);
            format.Write(temporary, table, chunks);
            using (var handle = File.OpenHandle(temporary, FileMode.Open, FileAccess.ReadWrite))
                RandomAccess.FlushToDisk(handle);
            File.Move(temporary, path, overwrite: true);
            FolderSync.Flush(folder);
        }
        catch (Exception e)
        {
            Discard(temporary);
            if (e is IOException or UnauthorizedAccessException)
                throw AtomicFile.Failure(path, e);
            throw;
        }
    }

    private static void Discard(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What went wrong first is what to report.
        }
    }
}
