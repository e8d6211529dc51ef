-- What "prisma migrate" made for the first generation.
CREATE TYPE "Status" AS ENUM ('REQUESTED', 'BOOKED', 'AVAILABLE', 'FULL', 'CANCELLED');
CREATE TYPE "SessionType" AS ENUM ('INDIVIDUAL', 'GROUP');
CREATE TYPE "ProductType" AS ENUM (
    'INDIVIDUAL_SESSION', 'FULL_SEMESTER_BUNDLE', 'MIDTERM_FINAL_BUNDLE', 'GROUP_SESSION_PASS');
CREATE TYPE "BundleCoverageType" AS ENUM ('FULL_SEMESTER', 'MIDTERM_FINAL_ONLY');

CREATE TABLE "students" (
    "id" text NOT NULL, "email" text NOT NULL, "name" text NOT NULL,
    "createdAt" timestamp(3) NOT NULL DEFAULT CURRENT_TIMESTAMP, "updatedAt" timestamp(3) NOT NULL,
    CONSTRAINT "students_pkey" PRIMARY KEY ("id"));
CREATE UNIQUE INDEX "students_email_key" ON "students" ("email");

CREATE TABLE "tas" (
    "id" text NOT NULL, "name" text NOT NULL, "degree" text, "gpa" double precision, "bio" text,
    CONSTRAINT "tas_pkey" PRIMARY KEY ("id"));

CREATE TABLE "courses" (
    "id" text NOT NULL, "code" text NOT NULL, "name" text NOT NULL, "description" text,
    CONSTRAINT "courses_pkey" PRIMARY KEY ("id"));
CREATE UNIQUE INDEX "courses_code_key" ON "courses" ("code");

CREATE TABLE "course_tas" (
    "courseId" text NOT NULL REFERENCES "courses" ON DELETE CASCADE ON UPDATE CASCADE,
    "taId" text NOT NULL REFERENCES "tas" ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "course_tas_pkey" PRIMARY KEY ("courseId", "taId"));

CREATE TABLE "products" (
    "id" text NOT NULL, "courseId" text NOT NULL REFERENCES "courses" ON DELETE CASCADE ON UPDATE CASCADE,
    "name" text NOT NULL, "productType" "ProductType" NOT NULL, "description" text,
    "basePrice" numeric(10,2) NOT NULL, "isActive" boolean NOT NULL DEFAULT true,
    CONSTRAINT "products_pkey" PRIMARY KEY ("id"));
CREATE UNIQUE INDEX "products_courseId_productType_key" ON "products" ("courseId", "productType");

CREATE TABLE "bundle_purchases" (
    "id" text NOT NULL, "studentId" text NOT NULL REFERENCES "students" ON DELETE CASCADE ON UPDATE CASCADE,
    "courseId" text NOT NULL REFERENCES "courses" ON DELETE CASCADE ON UPDATE CASCADE,
    "productId" text NOT NULL REFERENCES "products" ON DELETE CASCADE ON UPDATE CASCADE,
    "coverageType" "BundleCoverageType" NOT NULL, "totalSessions" integer NOT NULL,
    "remainingSessions" integer NOT NULL, "validFrom" timestamp(3) NOT NULL, "validTo" timestamp(3) NOT NULL,
    "createdAt" timestamp(3) NOT NULL DEFAULT CURRENT_TIMESTAMP, "updatedAt" timestamp(3) NOT NULL,
    CONSTRAINT "bundle_purchases_pkey" PRIMARY KEY ("id"));
CREATE UNIQUE INDEX "bundle_purchases_studentId_courseId_productId_key"
    ON "bundle_purchases" ("studentId", "courseId", "productId");

CREATE TABLE "group_session_templates" (
    "id" text NOT NULL, "courseId" text NOT NULL REFERENCES "courses" ON DELETE CASCADE ON UPDATE CASCADE,
    "taId" text NOT NULL REFERENCES "tas" ON DELETE CASCADE ON UPDATE CASCADE, "dayOfWeek" integer NOT NULL,
    "startTime" text NOT NULL, "endTime" text NOT NULL, "capacity" integer NOT NULL,
    "pricePerStudent" numeric(10,2) NOT NULL, "isActive" boolean NOT NULL DEFAULT true,
    CONSTRAINT "group_session_templates_pkey" PRIMARY KEY ("id"));

CREATE TABLE "bookings" (
    "id" text NOT NULL, "courseId" text NOT NULL REFERENCES "courses" ON DELETE CASCADE ON UPDATE CASCADE,
    "taId" text NOT NULL REFERENCES "tas" ON DELETE CASCADE ON UPDATE CASCADE, "status" "Status" NOT NULL,
    "sessionType" "SessionType" NOT NULL, "date" timestamp(3) NOT NULL, "durationMinutes" integer NOT NULL,
    "pricePerStudent" numeric(10,2) NOT NULL,
    "groupSessionTemplateId" text REFERENCES "group_session_templates" ON DELETE SET NULL ON UPDATE CASCADE,
    "bundlePurchaseId" text REFERENCES "bundle_purchases" ON DELETE SET NULL ON UPDATE CASCADE,
    "createdAt" timestamp(3) NOT NULL DEFAULT CURRENT_TIMESTAMP, "updatedAt" timestamp(3) NOT NULL,
    CONSTRAINT "bookings_pkey" PRIMARY KEY ("id"));

CREATE TABLE "booking_students" (
    "bookingId" text NOT NULL REFERENCES "bookings" ON DELETE CASCADE ON UPDATE CASCADE,
    "studentId" text NOT NULL REFERENCES "students" ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "booking_students_pkey" PRIMARY KEY ("bookingId", "studentId"));

CREATE TABLE "_prisma_migrations" ("id" varchar(36) PRIMARY KEY, "migration_name" varchar(255) NOT NULL);
