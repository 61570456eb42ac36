package io.streamhouse.console.jobs.store;

import static io.streamhouse.console.documents.store.schema.Tables.JOB_RECORD;

import io.streamhouse.console.documents.store.schema.tables.records.JobRecordRecord;
import io.streamhouse.console.jobs.JobRecord;
import io.streamhouse.model.Actor;
import io.streamhouse.model.ExecutionMode;
import io.streamhouse.model.JobId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.DSLContext;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Job records in H2. */
@Repository
public class JobRecordStore {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final TypeReference<Map<String, String>> OPTIONS = new TypeReference<>() {};

    private final DSLContext db;

    JobRecordStore(DSLContext db) {
        this.db = db;
    }

    public Optional<JobRecord> find(JobId id) {
        return db.selectFrom(JOB_RECORD).where(JOB_RECORD.JOB_ID.eq(id.value())).fetchOptional(JobRecordStore::read);
    }

    public List<JobRecord> find(Collection<JobId> ids) {
        return db.selectFrom(JOB_RECORD)
                .where(JOB_RECORD.JOB_ID.in(ids.stream().map(JobId::value).toList()))
                .fetch(JobRecordStore::read);
    }

    /** Writes the record, in place of what there was of this job. */
    public void save(JobRecord job) {
        JobRecordRecord row = db.newRecord(JOB_RECORD);
        row.setJobId(job.id().value());
        row.setJobName(job.name().orElse(null));
        row.setConnection(job.connection());
        row.setActor(job.actor().name());
        row.setStatement(job.origin().map(JobRecord.Origin::statement).orElse(null));
        row.setExecutionMode(job.origin()
                .map(JobRecord.Origin::mode)
                .orElse(ExecutionMode.STREAMING)
                .name());
        row.setCatalogName(job.origin().flatMap(JobRecord.Origin::catalog).orElse(null));
        row.setDatabaseName(job.origin().flatMap(JobRecord.Origin::database).orElse(null));
        row.setConfiguration(JSON.writeValueAsString(
                job.origin().map(JobRecord.Origin::configuration).orElse(Map.of())));
        row.setRecordedAt(utc(job.recordedAt()));
        job.savepoint().ifPresent(savepoint -> {
            row.setSavepointPath(savepoint.path());
            row.setStoppedAt(utc(savepoint.stoppedAt()));
            row.setStoppedBy(savepoint.stoppedBy().name());
        });
        row.setResumedAs(job.resumedAs().map(JobId::value).orElse(null));
        row.setResumedFrom(job.resumedFrom().map(JobId::value).orElse(null));
        db.mergeInto(JOB_RECORD)
                .using(db.selectOne())
                .on(JOB_RECORD.JOB_ID.eq(job.id().value()))
                .whenMatchedThenUpdate()
                .set(row)
                .whenNotMatchedThenInsert()
                .set(row)
                .execute();
    }

    private static JobRecord read(JobRecordRecord row) {
        return new JobRecord(
                new JobId(row.getJobId()),
                Optional.ofNullable(row.getJobName()),
                row.getConnection(),
                new Actor(row.getActor()),
                Optional.ofNullable(row.getStatement())
                        .map(statement -> new JobRecord.Origin(
                                statement,
                                ExecutionMode.valueOf(row.getExecutionMode()),
                                Optional.ofNullable(row.getCatalogName()),
                                Optional.ofNullable(row.getDatabaseName()),
                                JSON.readValue(row.getConfiguration(), OPTIONS))),
                row.getRecordedAt().toInstant(),
                Optional.ofNullable(row.getSavepointPath())
                        .map(path -> new JobRecord.Savepoint(
                                path, row.getStoppedAt().toInstant(), new Actor(row.getStoppedBy()))),
                Optional.ofNullable(row.getResumedAs()).map(JobId::new),
                Optional.ofNullable(row.getResumedFrom()).map(JobId::new));
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
