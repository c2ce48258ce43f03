using System.Text.Json;
using Pyner.KnowledgeBase.Publishing;
using Pyner.Sra;
using Xunit;

namespace Pyner.KnowledgeBase.Tests.Publishing;

public sealed class WriterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_knowledge_base_is_written_as_specified_byte_for_byte()
    {
        KnowledgeBaseFile.Write(_folder.Path, Example.Whole(), 1, Example.Timestamp);
        Assert.Equal(
            """
            {
              "stage": 1,
              "schema_version": 1,
              "timestamp": "2026-01-01T00:00:00Z",
              "files_processed": 3,
              "statistics": {
                "total_experiments": 5,
                "total_samples": 6,
                "total_runs": 9,
                "unique_organisms": 3,
                "unique_strategies": 2,
                "unique_sources": 2,
                "unique_selections": 1,
                "unique_layouts": 1,
                "unique_platforms": 1,
                "unique_instrument_models": 1,
                "unique_attributes": 2,
                "experiments_missing_fields": 2,
                "samples_missing_fields": 1,
                "missing_fields": 3,
                "misplaced_records": 4,
                "unresolved_sample_references": 1,
                "rejected_files": 2
              },
              "organisms": {
                "Homo sapiens": {
                  "count": 4,
                  "studies": 2
                },
                "Zea mays": {
                  "count": 1,
                  "studies": 1
                },
                "Ä \"<&>'\" \\ \uD83E\uDDEC": {
                  "count": 1,
                  "studies": 1
                }
              },
              "strategies": {
                "WGS": 3,
                "rna seq": 2
              },
              "sources": {
                "GENOMIC": 4,
                "": 1
              },
              "selections": {
                "RANDOM": 5
              },
              "layouts": {
                "PAIRED": 5
              },
              "platforms": {
                "ILLUMINA": 5
              },
              "instrument_models": {
                "Illumina HiSeq 9000": 4
              },
              "attributes": {
                "geo loc": 2,
                "strain": 2
              },
              "submissions_behind": {
                "strategies": {
                  "WGS": 2,
                  "rna seq": 1
                },
                "sources": {
                  "GENOMIC": 2,
                  "": 1
                },
                "selections": {
                  "RANDOM": 3
                },
                "layouts": {
                  "PAIRED": 3
                },
                "platforms": {
                  "ILLUMINA": 3
                },
                "instrument_models": {
                  "Illumina HiSeq 9000": 2
                },
                "attributes": {
                  "geo loc": 1,
                  "strain": 2
                }
              },
              "organism_strategies": {
                "Homo sapiens": {
                  "WGS": {
                    "count": 2,
                    "submissions": 2
                  },
                  "rna seq": {
                    "count": 1,
                    "submissions": 1
                  }
                },
                "Zea mays": {
                  "rna seq": {
                    "count": 1,
                    "submissions": 1
                  }
                }
              },
              "off_vocabulary": {
                "strategies": [
                  "rna seq"
                ],
                "sources": [
                  ""
                ],
                "selections": [],
                "layouts": [],
                "platforms": [],
                "instrument_models": [
                  "Illumina HiSeq 9000"
                ]
              }
            }

            """,
            File.ReadAllText(_folder["knowledge_base.json"]));
    }

    [Fact]
    public void The_indices_are_written_in_the_form_of_the_first_stage()
    {
        IndicesFile.Write(_folder.Path, Example.Whole());
        using var json = JsonDocument.Parse(File.ReadAllBytes(_folder["indices.json"]));
        Assert.Equal(
            """
            {"organisms":{"Homo sapiens":{"count":4,"studies":["SRA999999","SRA1000000"]},"Zea mays":{"count":1,"studies":["DRA000001"]},"\u00C4 \u0022\u003C\u0026\u003E\u0027\u0022 \\ \uD83E\uDDEC":{"count":1,"studies":["DRA000001"]}},"strategies":{"WGS":{"count":3,"organisms":{"Homo sapiens":2}},"rna seq":{"count":2,"organisms":{"Homo sapiens":1,"Zea mays":1}}},"sources":{"GENOMIC":4,"":1},"selections":{"RANDOM":5},"attributes":{"geo loc":2,"strain":2},"stats":{"total_experiments":5,"total_samples":6,"total_runs":9,"unique_organisms":3,"unique_strategies":2,"unique_sources":2,"unique_selections":1,"unique_attributes":2}}
            """,
            JsonSerializer.Serialize(json.RootElement));
    }

    [Fact]
    public void Rejected_files_are_written_one_on_a_line_by_path()
    {
        RejectedFilesFile.Write(_folder.Path, Example.Whole().Rejected);
        Assert.Equal(
            """
            {"accession":"DRA000001","kind":"run","file":"DRA000001/DRA000001.run.xml","code":"unreadable","message":"Permission denied","offset":null,"line":null,"column":null}
            {"accession":"SRA1000000","kind":"sample","file":"SRA1000000/SRA1000000.sample.xml","code":"tag_mismatch","message":"</SAMPLE> closes <SAMPLE_SET>","offset":120,"line":4,"column":7}

            """,
            File.ReadAllText(_folder["rejected.jsonl"]));
    }

    [Fact]
    public void No_rejected_file_makes_an_empty_list()
    {
        RejectedFilesFile.Write(_folder.Path, []);
        Assert.Empty(File.ReadAllBytes(_folder["rejected.jsonl"]));
    }

    [Fact]
    public void A_rejected_files_hostile_texts_stay_on_their_line()
    {
        RejectedFile hostile = Example.Whole().Rejected[0] with { Path = "a\nb\u2028\u0085\0", Message = "\"},{\"\r\n\t\uFFFF\uD800" };
        RejectedFilesFile.Write(_folder.Path, [hostile, hostile]);
        string[] lines = File.ReadAllLines(_folder["rejected.jsonl"]);
        Assert.Equal(2, lines.Length);
        using var json = JsonDocument.Parse(lines[0]);
        Assert.Equal(hostile.Path, json.RootElement.GetProperty("file").GetString());
        Assert.Equal(hostile.Message, json.RootElement.GetProperty("message").GetString());
    }

    [Fact]
    public void The_order_of_merging_does_not_show_in_any_file() => Law.Holds((a, b) =>
    {
        Write("left", Law.Merged(Addition.Build(a), Addition.Build(b)));
        Write("right", Law.Merged(Addition.Build(b), Addition.Build(a)));
        return Directory.GetFiles(_folder["left"]).All(file =>
            File.ReadAllBytes(file).AsSpan().SequenceEqual(File.ReadAllBytes(file.Replace("left", "right", StringComparison.Ordinal))));
    });

    [Fact]
    public void An_unfinished_whole_is_refused()
    {
        Partial whole = Example.Whole();
        whole.OpenJoins.AddSample(SubmissionAccession.Parse("SRA000009"), "SRS000009", "Zea mays");
        Assert.Throws<InvalidOperationException>(() => KnowledgeBaseFile.Write(_folder.Path, whole, null, Example.Timestamp));
        Assert.Throws<InvalidOperationException>(() => IndicesFile.Write(_folder.Path, whole));
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Two_hundred_thousand_organisms_are_written_in_little_memory()
    {
        const int Organisms = 200_000;
        SubmissionAccession submission = SubmissionAccession.Parse("SRA000001");
        Partial whole = new();
        for (int i = 0; i < Organisms; i++)
        {
            whole.Organisms.Add($"Organism of the number {i}", 1 + (i % 97), submission);
            whole.OrganismStrategies.Add($"Organism of the number {i}", i % 3 == 0 ? "WGS" : "AMPLICON", 1 + (i % 7), 1);
        }
        long before = GC.GetAllocatedBytesForCurrentThread();
        KnowledgeBaseFile.Write(_folder.Path, whole, null, Example.Timestamp);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        long length = new FileInfo(_folder["knowledge_base.json"]).Length;
        Assert.InRange(length, 30_000_000, 60_000_000);
        // Some words an entry for sorting and one small buffer; the file's bytes and texts are never held.
        Assert.InRange(allocated, 0, 220L * Organisms);
        Assert.Equal(Organisms, KnowledgeBaseFile.Read(_folder.Path).Organisms.Count);
    }

    private void Write(string name, Partial whole)
    {
        string folder = Directory.CreateDirectory(_folder[name]).FullName;
        whole.OpenJoins.Resolve();
        KnowledgeBaseFile.Write(folder, whole, null, Example.Timestamp);
        IndicesFile.Write(folder, whole);
        RejectedFilesFile.Write(folder, whole.Rejected);
    }
}
